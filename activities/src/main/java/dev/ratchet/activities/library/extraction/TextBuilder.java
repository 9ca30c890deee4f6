package dev.ratchet.activities.library.extraction;

import dev.ratchet.activities.library.extraction.LibraryText.Format;
import dev.ratchet.activities.library.extraction.LibraryText.Page;
import dev.ratchet.activities.library.extraction.LibraryText.Section;
import dev.ratchet.activities.library.extraction.LibraryText.Table;
import dev.ratchet.activities.library.extraction.Refusal.Refused;
import dev.ratchet.workflows.contract.Texts;
import dev.ratchet.workflows.contract.retrieval.Passage;
import java.util.ArrayList;
import java.util.List;

/** A text that grows by paragraphs, headings and rows of tables, and never beyond the limits. */
final class TextBuilder {
    private static final int BLANKS = 32;
    private static final int NO_BREAK_SPACE = 0xA0;
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private final ReadingLimits limits;
    private final Format format;
    private final StringBuilder text = new StringBuilder();
    private final List<Section> sections = new ArrayList<>();
    private final List<Page> pages = new ArrayList<>();
    private final List<Table> tables = new ArrayList<>();
    private int tableStart = -1;
    private boolean pageBegins;

    TextBuilder(Format format, ReadingLimits limits) {
        this.format = format;
        this.limits = limits;
    }

    /** A paragraph of several lines, or a row; nothing when it is blank. */
    void paragraph(CharSequence paragraph) throws Refused {
        append(paragraph, inTable() ? "\n" : "\n\n");
    }

    void heading(CharSequence heading) throws Refused {
        String line = heading.toString().strip().replaceAll("[ \\t\\n]+", " ");
        int start = append(line, inTable() ? "\n" : "\n\n");
        if (start >= 0 && !inTable()) {
            sections.add(new Section(title(line), start, text.length()));
            count(sections);
        }
    }

    /** What a section is called. */
    static String title(String line) {
        return Texts.upTo(Passage.MOST_HEADING, clean(line.replace('\f', ' ')));
    }

    /** What follows is in a table, until its end; a table inside of a table is part of it. */
    void beginTable() {
        tableStart = -2;
    }

    void endTable() throws Refused {
        if (tableStart >= 0) {
            tables.add(new Table(tableStart, text.length()));
            count(tables);
        }
        tableStart = -1;
    }

    private boolean inTable() {
        return tableStart != -1;
    }

    private void count(List<?> parts) throws Refused {
        if (parts.size() > limits.parts()) {
            throw Refusal.TOO_MANY_PARTS.because(limits.parts());
        }
    }

    /** Where it starts, or -1 when it is blank. A form feed in it begins a page; several without text between them begin one. */
    private int append(CharSequence more, String separator) throws Refused {
        String[] parts = more.toString().split("\f", -1);
        StringBuilder clean = new StringBuilder();
        List<Integer> breaks = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            if (i > 0) {
                breaks.add(clean.length());
            }
            clean.append(clean(parts[i]));
        }
        String whole = clean.toString();
        String stripped = whole.strip();
        if (stripped.isEmpty()) {
            pageBegins |= !breaks.isEmpty();
            return -1;
        }
        if (text.length() + stripped.length() + 2 > limits.characters()) {
            throw Refusal.TEXT_TOO_LONG.because(limits.characters());
        }
        int start = place(separator);
        text.append(stripped);
        int leading = whole.indexOf(stripped.charAt(0));
        for (int at : breaks) {
            pageAt(start, at - leading, stripped.length());
        }
        if (pageBegins && breaks.isEmpty()) {
            pages.add(new Page(pages.size() + 2, start));
        }
        pageBegins = !breaks.isEmpty() && breaks.get(breaks.size() - 1) - leading >= stripped.length();
        count(pages);
        return start;
    }

    private int place(String separator) {
        boolean firstRow = tableStart == -2;
        if (text.length() > 0) {
            text.append(firstRow ? "\n\n" : separator);
        }
        if (firstRow) {
            tableStart = text.length();
        }
        return text.length();
    }

    private void pageAt(int start, int at, int length) {
        int offset = start + Math.max(0, at);
        boolean again = !pages.isEmpty() && pages.get(pages.size() - 1).start() == offset;
        if (at < length && !again && offset > 0) {
            pages.add(new Page(pages.size() + 2, offset));
        }
    }

    /**
     * Without characters that neither print nor end a line, without halves of surrogate pairs, and with at most {@link #BLANKS} of
     * white space in a row: a passage is bounded by its words.
     */
    static String clean(CharSequence raw) {
        StringBuilder clean = new StringBuilder(raw.length());
        int[] blanks = {0};
        raw.codePoints().forEach(read -> {
            int c = read == NO_BREAK_SPACE ? ' ' : read;
            boolean blank = Character.isWhitespace(c);
            blanks[0] = blank ? blanks[0] + 1 : 0;
            boolean prints =
                    c == '\n' || c == '\t' || (!Character.isISOControl(c) && !isHalf(c) && c != BYTE_ORDER_MARK);
            if (prints && blanks[0] <= BLANKS) {
                clean.appendCodePoint(c);
            }
        });
        return clean.toString();
    }

    private static boolean isHalf(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    /** @throws Refused when nothing was said */
    LibraryText built() throws Refused {
        if (text.length() == 0) {
            throw Refusal.EMPTY.because();
        }
        if (!pages.isEmpty()) {
            pages.add(0, new Page(1, 0));
        }
        return new LibraryText(format, text.toString(), sections, pages, tables);
    }
}
