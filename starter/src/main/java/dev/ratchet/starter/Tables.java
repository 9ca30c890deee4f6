package dev.ratchet.starter;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.OverflowBehaviour;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tables that fit the terminal: what is too long continues on the next line, nothing is cut. */
final class Tables {
    /** Border and padding of one column, and the last border. */
    private static final int AROUND = 3;

    private static final int NARROWEST = 6;

    private Tables() {}

    /** @param right columns of figures, aligned to the right */
    static String of(
            int width,
            List<String> header,
            List<Integer> right,
            List<? extends List<? extends @Nullable Object>> rows) {
        int[] widths = new int[header.size()];
        Object[][] cells = new Object[rows.size()][];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = header.get(column).length();
        }
        for (int row = 0; row < cells.length; row++) {
            cells[row] = new Object[widths.length];
            for (int column = 0; column < widths.length; column++) {
                String cell = plain(shown(rows.get(row).get(column)));
                cells[row][column] = cell;
                widths[column] = Math.max(widths[column], cell.length());
            }
        }
        fit(widths, width - 1 - AROUND * widths.length);
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

    /** Takes from the widest column, one character after the other, until all fit or all are narrow. */
    private static void fit(int[] widths, int room) {
        int total = 0;
        for (int width : widths) {
            total += width;
        }
        while (total > room) {
            int widest = 0;
            for (int column = 1; column < widths.length; column++) {
                widest = widths[column] > widths[widest] ? column : widest;
            }
            if (widths[widest] <= NARROWEST) {
                return;
            }
            widths[widest]--;
            total--;
        }
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    /** Without control characters, so that no file name or sentence can move a terminal's cursor. */
    static String plain(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}]+", " ").strip();
    }
}
