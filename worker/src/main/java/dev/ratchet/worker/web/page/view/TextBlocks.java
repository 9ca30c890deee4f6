package dev.ratchet.worker.web.page.view;

import dev.ratchet.worker.web.page.view.Block.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Cuts the text of a document into paragraphs, headings, rows of tables and pages, and these into parts that a browser can take.
 * Nothing of the text is lost but blank lines, tabs between cells and the signs that make a line of Markdown a heading.
 */
public final class TextBlocks {
    /** Of a part, at least; a book of 300 pages has about thirty parts. */
    private static final int PART = 30_000;

    /** Of a paragraph; a longer one is cut between words. */
    private static final int PARAGRAPH = 6_000;

    private enum Kind {
        HEADING,
        PARAGRAPH,
        ROW
    }

    /** @param page that begins with it; 0 when none does */
    private record Piece(int start, int end, Kind kind, int page) {}

    private final String text;
    private final List<List<Piece>> parts;

    private TextBlocks(String text, List<List<Piece>> parts) {
        this.text = text;
        this.parts = parts;
    }

    /**
     * @param tabular whether a tab is between cells of a table
     * @param headings where lines begin that are headings
     * @param pages numbers by where the pages begin
     */
    public static TextBlocks of(
            String text, boolean tabular, SortedSet<Integer> headings, TreeMap<Integer, Integer> pages) {
        List<List<Piece>> parts = new ArrayList<>(List.of(new ArrayList<>()));
        int length = 0;
        for (Piece piece : pieces(text, tabular, headings, pages)) {
            if (length > PART && piece.kind() != Kind.ROW) {
                parts.add(new ArrayList<>());
                length = 0;
            }
            parts.get(parts.size() - 1).add(piece);
            length += piece.end() - piece.start();
        }
        return new TextBlocks(text, parts);
    }

    private static List<Piece> pieces(
            String text, boolean tabular, SortedSet<Integer> headings, TreeMap<Integer, Integer> pages) {
        List<Piece> pieces = new ArrayList<>();
        SortedSet<Integer> cuts = new TreeSet<>(pages.keySet());
        for (int heading : headings) {
            cuts.add(heading);
            cuts.add(endOfLine(text, heading));
        }
        int start = 0;
        while (start < text.length()) {
            int end = paragraphEnd(text, start, cuts, tabular);
            int from = start;
            int to = end;
            while (from < to && isLineEnd(text.charAt(from))) {
                from++;
            }
            while (to > from && isLineEnd(text.charAt(to - 1))) {
                to--;
            }
            if (to > from) {
                Kind kind = headings.contains(start) || headings.contains(from)
                        ? Kind.HEADING
                        : tabular && text.substring(from, to).indexOf('\t') >= 0 ? Kind.ROW : Kind.PARAGRAPH;
                Integer page = pages.get(start);
                pieces.add(new Piece(from, to, kind, page == null ? 0 : page));
            }
            start = end;
        }
        return pieces;
    }

    private static int paragraphEnd(String text, int start, SortedSet<Integer> cuts, boolean tabular) {
        int blank = text.indexOf("\n\n", start);
        int end = blank < 0 ? text.length() : blank + 2;
        int line = text.indexOf('\n', start);
        if (tabular && line > start && line < end && text.substring(start, line).indexOf('\t') >= 0) {
            end = line + 1;
        }
        SortedSet<Integer> later = cuts.tailSet(start + 1);
        if (!later.isEmpty()) {
            end = Math.min(end, later.first());
        }
        if (end - start > PARAGRAPH) {
            int space = text.lastIndexOf(' ', start + PARAGRAPH);
            end = space > start ? space + 1 : start + PARAGRAPH;
        }
        return end;
    }

    private static int endOfLine(String text, int start) {
        int end = text.indexOf('\n', start);
        return end < 0 ? text.length() : end;
    }

    private static boolean isLineEnd(char c) {
        return c == '\n';
    }

    /** 1 or more. */
    public int parts() {
        return parts.size();
    }

    /** The part, from 1, that the place is in. */
    public int partOf(int place) {
        int part = 1;
        for (int i = 0; i < parts.size(); i++) {
            if (!parts.get(i).isEmpty() && parts.get(i).get(0).start() <= place) {
                part = i + 1;
            }
        }
        return part;
    }

    /**
     * @param part from 1 to {@link #parts}
     * @param from where the highlighted words begin; the same as {@code to} when there are none
     * @param to after their last code unit
     */
    public List<Block> blocks(int part, int from, int to) {
        return new Marking(from, to).blocks(parts.get(part - 1));
    }

    private final class Marking {
        private final int from;
        private final int to;
        private boolean marked;

        Marking(int from, int to) {
            this.from = from;
            this.to = to;
        }

        List<Block> blocks(List<Piece> pieces) {
            List<Block> blocks = new ArrayList<>();
            List<List<List<Run>>> rows = new ArrayList<>();
            for (Piece piece : pieces) {
                if (!rows.isEmpty() && (piece.kind() != Kind.ROW || piece.page() > 0)) {
                    blocks.add(new Block.Table(rows));
                    rows = new ArrayList<>();
                }
                if (piece.page() > 0) {
                    blocks.add(new Block.PageBreak(piece.page()));
                }
                switch (piece.kind()) {
                    case HEADING -> blocks.add(new Block.Heading(runs(headingStart(piece), piece.end())));
                    case PARAGRAPH -> blocks.add(new Block.Paragraph(runs(piece.start(), piece.end())));
                    case ROW -> rows.add(cells(piece));
                }
            }
            if (!rows.isEmpty()) {
                blocks.add(new Block.Table(rows));
            }
            return blocks;
        }

        /** After the signs of a heading of Markdown. */
        private int headingStart(Piece piece) {
            int start = piece.start();
            while (start < piece.end() && text.charAt(start) == '#') {
                start++;
            }
            boolean markdown = start > piece.start() && start < piece.end() && text.charAt(start) == ' ';
            return markdown ? start + 1 : piece.start();
        }

        private List<List<Run>> cells(Piece row) {
            List<List<Run>> cells = new ArrayList<>();
            int start = row.start();
            while (start <= row.end()) {
                int tab = text.indexOf('\t', start);
                int end = tab < 0 || tab > row.end() ? row.end() : tab;
                cells.add(runs(start, end));
                start = end + 1;
            }
            return cells;
        }

        private List<Run> runs(int start, int end) {
            List<Run> runs = new ArrayList<>();
            int begin = Math.min(Math.max(from, start), end);
            int stop = Math.min(Math.max(to, begin), end);
            if (begin > start) {
                runs.add(new Run(text.substring(start, begin), false, false));
            }
            if (stop > begin) {
                runs.add(new Run(text.substring(begin, stop), true, !marked));
                marked = true;
            }
            if (end > stop) {
                runs.add(new Run(text.substring(stop, end), false, false));
            }
            return runs;
        }
    }
}
