package dev.ratchet.activities.library.passages;

import dev.ratchet.activities.library.extraction.LibraryText;
import dev.ratchet.activities.library.extraction.LibraryText.Section;
import dev.ratchet.activities.library.extraction.LibraryText.Table;
import java.util.ArrayList;
import java.util.List;

/** The units of a text, in order; together they have all of it but white space. */
final class Units {
    private final LibraryText text;
    private final int most;
    private final List<Unit> units = new ArrayList<>();

    private Units(LibraryText text, int most) {
        this.text = text;
        this.most = most;
    }

    /** @param most tokens of a unit; what is longer is cut into pieces */
    static List<Unit> of(LibraryText text, int most) {
        Units units = new Units(text, most);
        units.walk();
        return units.units;
    }

    private void walk() {
        int at = 0;
        int table = 0;
        for (Section section : text.sections()) {
            table = body(at, section.start(), table);
            add(section.start(), section.body(), Unit.NO_TABLE, true);
            at = Math.max(at, section.body());
        }
        body(at, text.text().length(), table);
    }

    /** Sentences, and the tables that begin in between. */
    private int body(int start, int end, int table) {
        int at = start;
        int next = table;
        for (; next < text.tables().size() && text.tables().get(next).start() < end; next++) {
            Table rows = text.tables().get(next);
            int from = Math.max(at, rows.start());
            sentences(at, from);
            int to = Math.max(from, Math.min(rows.end(), end));
            rows(from, to, next);
            at = to;
        }
        sentences(at, end);
        return next;
    }

    private void sentences(int start, int end) {
        Sentences.each(text.text(), start, end, (from, to) -> add(from, to, Unit.NO_TABLE, false));
    }

    private void rows(int start, int end, int table) {
        int to;
        for (int from = start; from < end; from = to + 1) {
            to = text.text().indexOf('\n', from);
            to = to < 0 || to > end ? end : to;
            add(from, to, table, false);
        }
    }

    private void add(int start, int end, int table, boolean heading) {
        int from = start;
        int to = end;
        while (from < to && Character.isWhitespace(text.text().charAt(from))) {
            from++;
        }
        while (to > from && Character.isWhitespace(text.text().charAt(to - 1))) {
            to--;
        }
        if (from == to) {
            return;
        }
        int tokens = Tokens.count(text.text(), from, to);
        if (tokens <= most) {
            units.add(new Unit(from, to, tokens, table, heading));
        } else {
            pieces(from, to, table, heading);
        }
    }

    /** Between words where that is possible. */
    private void pieces(int start, int end, int table, boolean heading) {
        int[] piece = {start, start, 0};
        Tokens.each(text.text(), start, end, (from, to, tokens) -> {
            if (piece[2] + tokens > most && piece[2] > 0) {
                units.add(new Unit(piece[0], piece[1], piece[2], table, heading));
                piece[0] = from;
                piece[2] = 0;
            }
            int at = from;
            int left = tokens;
            while (left > most) {
                int cut = boundary(at + most * Tokens.WORD);
                units.add(new Unit(piece[0], cut, most, table, heading));
                piece[0] = cut;
                left = (to - cut + Tokens.WORD - 1) / Tokens.WORD;
                at = cut;
            }
            piece[1] = to;
            piece[2] += left;
            return true;
        });
        if (piece[2] > 0) {
            units.add(new Unit(piece[0], piece[1], piece[2], table, heading));
        }
    }

    /** Never inside a surrogate pair. */
    private int boundary(int at) {
        return Character.isLowSurrogate(text.text().charAt(at)) ? at - 1 : at;
    }
}
