package dev.ratchet.starter.screen;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tables that fit the terminal. Names are shortened in their middle, sentences are wrapped, and what has no room beside the
 * others stands below its row. Nothing else is cut.
 */
public final class Tables {
    private Tables() {}

    /**
     * A column without a value is left out, apart from the first, which always stays in its row.
     *
     * @param width of the terminal in columns
     * @param rows of as many cells as there are columns; absent cells are blank, and those of {@link Column#lines} are
     *     lists of lines
     * @return lines without an end of line after the last
     */
    public static String of(int width, List<Column> columns, List<? extends List<? extends @Nullable Object>> rows) {
        return new TableLayout(
                        width,
                        columns,
                        rows.stream()
                                .map(row -> row.stream().map(Tables::lines).toList())
                                .toList())
                .text();
    }

    private static List<String> lines(@Nullable Object cell) {
        if (cell instanceof List<?> lines) {
            return lines.stream().map(line -> printable(line.toString())).toList();
        }
        String text = cell == null ? "" : plain(cell.toString());
        return text.isEmpty() ? List.of() : List.of(text);
    }

    /** Without control characters, so that no file name or sentence can move a terminal's cursor. */
    public static String plain(String text) {
        return printable(text).strip();
    }

    private static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}]+", " ");
    }
}
