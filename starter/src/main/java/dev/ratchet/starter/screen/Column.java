package dev.ratchet.starter.screen;

import java.util.Locale;

/**
 * A column of a table, and what may be done to its cells where the table is wider than the terminal.
 *
 * @param header in capitals; in lower case it is the label of a cell that stands below its row
 */
public record Column(String header, Kind kind) {
    enum Kind {
        /** A code, a date, an id: never shortened or broken. Stands below its row, with its label, where there is no room. */
        WHOLE,
        /** As {@link #WHOLE}, aligned to the right. */
        FIGURE,
        /** A file's name or path: shortened in its middle. */
        NAME,
        /** A few words that need a label: never shortened. Stands below its row before a {@link #WHOLE} one has to. */
        DETAIL,
        /** A sentence: wrapped at words, or below its row. It needs no label. */
        TEXT,
        /** Lines that stand below their row at any width, as they are. */
        LINES
    }

    public static Column whole(String header) {
        return new Column(header, Kind.WHOLE);
    }

    public static Column figure(String header) {
        return new Column(header, Kind.FIGURE);
    }

    public static Column name(String header) {
        return new Column(header, Kind.NAME);
    }

    public static Column detail(String header) {
        return new Column(header, Kind.DETAIL);
    }

    public static Column text(String header) {
        return new Column(header, Kind.TEXT);
    }

    public static Column lines() {
        return new Column("", Kind.LINES);
    }

    String label() {
        return header.toLowerCase(Locale.ROOT) + " ";
    }
}
