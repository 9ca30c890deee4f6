package dev.ratchet.starter.screen;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.OverflowBehaviour;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tables that fit the terminal. A long cell continues on the next line; nothing is cut. */
public final class Tables {
    /** Border and padding of one column, and the last border. */
    private static final int AROUND = 3;

    private static final int NARROWEST = 6;
    private static final int LONG_WORD = 20;
    private static final int BROKEN_WORD = 12;

    private Tables() {}

    /**
     * The first column, an id, and the columns of figures are wrapped last: half an id or half an amount misleads.
     *
     * @param right columns of figures, aligned to the right
     */
    public static String of(
            int width,
            List<String> header,
            List<Integer> right,
            List<? extends List<? extends @Nullable Object>> rows) {
        int[] widths = new int[header.size()];
        int[] words = new int[header.size()];
        Object[][] cells = new Object[rows.size()][];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = header.get(column).length();
            words[column] = Math.max(NARROWEST, widths[column]);
        }
        for (int row = 0; row < cells.length; row++) {
            cells[row] = new Object[widths.length];
            for (int column = 0; column < widths.length; column++) {
                String cell = plain(shown(rows.get(row).get(column)));
                cells[row][column] = cell;
                widths[column] = Math.max(widths[column], cell.length());
                words[column] = Math.max(words[column], longestWord(cell));
            }
        }
        int room = width - 1 - AROUND * widths.length;
        int[] whole = new int[widths.length];
        whole[0] = widths[0];
        for (int column : right) {
            whole[column] = widths[column];
            words[column] = widths[column];
        }
        fit(widths, words, room);
        fit(widths, whole, room);
        fit(widths, new int[widths.length], room);
        Column[] columns = new Column[widths.length];
        for (int column = 0; column < widths.length; column++) {
            HorizontalAlign align = right.contains(column) ? HorizontalAlign.RIGHT : HorizontalAlign.LEFT;
            columns[column] = new Column()
                    .header(header.get(column))
                    .headerAlign(align)
                    .dataAlign(align)
                    .maxWidth(widths[column] + 2, OverflowBehaviour.NEWLINE);
        }
        return AsciiTable.builder()
                .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS)
                .lineSeparator("\n")
                .data(columns, cells)
                .asString();
    }

    /** A word longer than {@link #LONG_WORD}, such as a path, may be broken at {@link #BROKEN_WORD}. */
    private static int longestWord(String cell) {
        int longest = 0;
        for (String word : cell.split(" ", -1)) {
            longest = Math.max(longest, word.length());
        }
        return longest > LONG_WORD ? BROKEN_WORD : longest;
    }

    /** Narrows the widest column that is above its least width, until all fit or none can be narrower. */
    private static void fit(int[] widths, int[] least, int room) {
        int total = 0;
        for (int width : widths) {
            total += width;
        }
        for (int widest = widest(widths, least); total > room && widest >= 0; widest = widest(widths, least)) {
            widths[widest]--;
            total--;
        }
    }

    /** -1 when no column can be narrower. */
    private static int widest(int[] widths, int[] least) {
        int widest = -1;
        for (int column = 0; column < widths.length; column++) {
            boolean gives = widths[column] > Math.max(NARROWEST, least[column]);
            if (gives && (widest < 0 || widths[column] > widths[widest])) {
                widest = column;
            }
        }
        return widest;
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    /** Without control characters, so that no file name or sentence can move a terminal's cursor. */
    public static String plain(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}]+", " ").strip();
    }
}
