package dev.ratchet.activities.grounding;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the sentences of a text stand. A line that ends a paragraph, a heading or a row of a table ends a sentence. */
final class SentencePlaces {
    /** A stop before white space and a capital, digit, bracket or quotation mark; a blank line; a line that begins an item. */
    private static final Pattern END = Pattern.compile(
            "[.!?](?:[\"”’)\\]]*)(?=\\s+[\\p{Lu}\\d\"“„'(\\[*-])|\\n\\s*\\n|\\n(?=\\s*(?:[-*•|#]|\\d+[.)]\\s))|(?<=[|;:])\\n|\\n(?=[^\\n]*[|\\t])");

    private static final Pattern ABBREVIATED = Pattern.compile(
            "(?:^|[\\s(])(?:\\p{L}|Mr|Mrs|Ms|Dr|Prof|St|No|Nr|Art|Abs|Ziff|approx|ca|vgl|e\\.g|i\\.e|z\\.B|d\\.h|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Okt|Nov|Dec|Dez|Inc|Ltd|Co|Corp|Str|\\d{1,2})\\.$");

    /** @param start in the text; {@code end} is after its last character; never blank */
    record Place(int start, int end) {
        String in(String text) {
            return text.substring(start, end);
        }

        boolean touches(int from, int to) {
            return start < to && from < end;
        }
    }

    private SentencePlaces() {}

    static List<Place> in(String text) {
        List<Place> places = new ArrayList<>();
        int start = 0;
        for (Matcher m = END.matcher(text); m.find(); ) {
            boolean stop = text.charAt(m.start()) == '.';
            if (stop
                    && ABBREVIATED
                            .matcher(text.substring(Math.max(start, m.start() - 8), m.start() + 1))
                            .find()) {
                continue;
            }
            add(places, text, start, m.end());
            start = m.end();
        }
        add(places, text, start, text.length());
        return places;
    }

    private static void add(List<Place> places, String text, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        if (start < end) {
            places.add(new Place(start, end));
        }
    }
}
