package dev.ratchet.activities.grounding;

import dev.ratchet.workflows.contract.qa.GroundingCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the exact place of quoted words. Models write other white space, quotation marks and dashes than they read: those alone
 * may differ.
 */
final class Quotes {
    static final int LEAST = 8;
    static final int MOST = 800;

    private Quotes() {}

    /** Either a place, or why there is none. */
    record Located(int start, int end, @Nullable GroundingCode problem) {
        static Located not(GroundingCode why) {
            return new Located(0, 0, why);
        }
    }

    /** @param occurrence from 1; absent where the words stand there once */
    static Located locate(String passage, String quote, @Nullable Integer occurrence) {
        String words = Folded.of(quote).text().strip();
        if (words.length() < LEAST || words.length() > MOST || words.indexOf(' ') < 0) {
            return Located.not(GroundingCode.QUOTE_LENGTH);
        }
        Folded text = Folded.of(passage);
        List<Integer> places = new ArrayList<>();
        boolean cut = false;
        for (int at = text.text().indexOf(words); at >= 0; at = text.text().indexOf(words, at + 1)) {
            if (cutsWord(text.text(), at, at + words.length())) {
                cut = true;
            } else {
                places.add(at);
            }
        }
        if (places.isEmpty()) {
            return Located.not(cut ? GroundingCode.QUOTE_CUTS_WORD : GroundingCode.QUOTE_NOT_FOUND);
        }
        int which = occurrence == null ? 1 : occurrence;
        if (which < 1 || which > places.size() || (occurrence == null && places.size() > 1)) {
            return Located.not(GroundingCode.QUOTE_AMBIGUOUS);
        }
        int at = places.get(which - 1);
        return new Located(text.start(at), text.end(at + words.length() - 1), null);
    }

    private static boolean cutsWord(String text, int start, int end) {
        return joins(text, start) || joins(text, end) || cutsNumber(text, start) || cutsNumber(text, end);
    }

    private static boolean joins(String text, int at) {
        return at > 0
                && at < text.length()
                && Character.isLetterOrDigit(text.charAt(at - 1))
                && Character.isLetterOrDigit(text.charAt(at));
    }

    /** Between the digits of {@code 1,250} or {@code 3.5}. */
    private static boolean cutsNumber(String text, int at) {
        return (mark(text, at) && digit(text, at - 1) && digit(text, at + 1))
                || (mark(text, at - 1) && digit(text, at - 2) && digit(text, at))
                || (at > 0
                        && at < text.length()
                        && (text.charAt(at - 1) == '-' && (at < 2 || text.charAt(at - 2) == ' '))
                        && digit(text, at));
    }

    private static boolean mark(String text, int at) {
        return at >= 0 && at < text.length() && ".,:/".indexOf(text.charAt(at)) >= 0;
    }

    private static boolean digit(String text, int at) {
        return at >= 0 && at < text.length() && Character.isDigit(text.charAt(at));
    }

    /** A text with one spelling of white space, quotation marks and dashes, and where each of its characters came from. */
    private record Folded(String text, int[] from, int[] to) {
        static Folded of(String original) {
            StringBuilder folded = new StringBuilder(original.length());
            int[] from = new int[original.length()];
            int[] to = new int[original.length()];
            for (int i = 0; i < original.length(); i++) {
                char c = folded(original.charAt(i));
                if (c == ' ' && folded.length() > 0 && folded.charAt(folded.length() - 1) == ' ') {
                    to[folded.length() - 1] = i + 1;
                    continue;
                }
                from[folded.length()] = i;
                to[folded.length()] = i + 1;
                folded.append(c);
            }
            return new Folded(folded.toString(), from, to);
        }

        private static char folded(char c) {
            if (Character.isWhitespace(c) || c == '\u00A0' || c == '\u202F') {
                return ' ';
            }
            return switch (c) {
                case '“', '”', '„', '«', '»' -> '"';
                case '’', '‘', '‚' -> '\'';
                case '–', '—', '‑', '−' -> '-';
                default -> c;
            };
        }

        int start(int at) {
            return from[at];
        }

        int end(int at) {
            return to[at];
        }
    }
}
