package dev.ratchet.activities.library.passages;

import dev.ratchet.activities.library.extraction.LibraryText;
import dev.ratchet.activities.library.extraction.LibraryText.Page;
import dev.ratchet.activities.library.extraction.LibraryText.Section;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text into passages of at most {@code size} {@link Tokens}, of which a passage shares up to {@code overlap} with the one
 * before it. A passage is a stretch of the text: it begins and ends at a sentence, and only a sentence that is longer than a passage
 * is cut. A section begins a passage. Rows of a table stay together where they fit into one passage, and are shared with no other.
 * The same text always gives the same passages.
 *
 * @param size 16 or more
 * @param overlap whole sentences of so many tokens together; less than half of {@code size}
 */
public record PassageCutter(int size, int overlap) {
    public static final PassageCutter USUAL = new PassageCutter(512, 50);

    public PassageCutter {
        if (size < 16 || overlap < 0 || overlap * 2 >= size) {
            throw new IllegalArgumentException("a passage has 16 tokens or more and shares less than half of them");
        }
    }

    /**
     * Where a passage stands.
     *
     * @param page on which it begins, from 1; 0 where the format has none
     * @param heading of the section that it is in; empty before the first
     */
    public record Place(int start, int end, int page, String heading) {}

    public List<Place> cut(LibraryText text) {
        List<Unit> units = Units.of(text, size);
        List<Place> places = new ArrayList<>();
        int begin = 0;
        while (begin < units.size()) {
            int end = end(units, begin);
            places.add(place(text, units, begin, end));
            begin = end == units.size() ? end : shared(units, begin, end);
        }
        return places;
    }

    /** After the last unit of the passage that begins here. */
    private int end(List<Unit> units, int begin) {
        int tokens = 0;
        int at = begin;
        boolean body = false;
        while (at < units.size()) {
            Unit unit = units.get(at);
            if (body && unit.heading()) {
                break;
            }
            int whole = begins(units, at) && tokens > 0 ? rest(units, at) : unit.tokens();
            if (at > begin && tokens + (whole <= size ? whole : unit.tokens()) > size) {
                break;
            }
            tokens += unit.tokens();
            body |= !unit.heading();
            at++;
        }
        return at;
    }

    /** Whether a table begins with this unit. */
    private static boolean begins(List<Unit> units, int at) {
        return units.get(at).inTable()
                && (at == 0 || units.get(at - 1).table() != units.get(at).table());
    }

    /** Tokens of the table's rows from here on. */
    private static int rest(List<Unit> units, int from) {
        int tokens = 0;
        for (int at = from;
                at < units.size() && units.get(at).table() == units.get(from).table();
                at++) {
            tokens += units.get(at).tokens();
        }
        return tokens;
    }

    /** Where the next passage begins: at sentences of this one that fit, together with what comes next, or at what comes next. */
    private int shared(List<Unit> units, int begin, int end) {
        Unit next = units.get(end);
        if (next.heading()) {
            return end;
        }
        int whole = begins(units, end) ? rest(units, end) : next.tokens();
        int room = Math.min(overlap, size - (whole <= size ? whole : next.tokens()));
        int at = end;
        for (int tokens = 0; at - 1 > begin; at--) {
            Unit before = units.get(at - 1);
            tokens += before.tokens();
            if (tokens > room || before.inTable() || before.heading()) {
                break;
            }
        }
        return at;
    }

    private static Place place(LibraryText text, List<Unit> units, int begin, int end) {
        Unit first = units.get(begin);
        int said = begin;
        while (said < end - 1 && units.get(said).heading()) {
            said++;
        }
        return new Place(
                first.start(),
                units.get(end - 1).end(),
                page(text.pages(), first.start()),
                heading(text.sections(), units.get(said).start()));
    }

    private static int page(List<Page> pages, int at) {
        int low = 0;
        int high = pages.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (pages.get(middle).start() <= at) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? 0 : pages.get(low - 1).number();
    }

    private static String heading(List<Section> sections, int at) {
        int low = 0;
        int high = sections.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sections.get(middle).start() <= at) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? "" : sections.get(low - 1).heading();
    }
}
