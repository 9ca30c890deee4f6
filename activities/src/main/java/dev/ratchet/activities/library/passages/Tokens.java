package dev.ratchet.activities.library.passages;

import java.text.BreakIterator;
import java.util.Locale;

/**
 * The measure of a passage: words and signs as {@link BreakIterator#getWordInstance} of the root locale finds them, white space
 * left out. A word counts once for each {@link #WORD} characters that it begins, so that no passage is long because its words
 * are. An embedder's own tokens are smaller: English text has about four of them for three of these.
 */
final class Tokens {
    /** Longer than nearly every word of a text; a digest or an address counts several times. */
    static final int WORD = 16;

    private Tokens() {}

    static int count(String text, int start, int end) {
        int[] count = {0};
        each(text, start, end, (from, to, tokens) -> {
            count[0] += tokens;
            return true;
        });
        return count[0];
    }

    /** Takes one word or sign after the other. */
    interface Taker {
        /** @return whether to go on */
        boolean take(int from, int to, int tokens);
    }

    static void each(String text, int start, int end, Taker taker) {
        String part = text.substring(start, end);
        BreakIterator words = BreakIterator.getWordInstance(Locale.ROOT);
        words.setText(part);
        int from = words.first();
        for (int to = words.next(); to != BreakIterator.DONE; from = to, to = words.next()) {
            if (!isSpace(part, from, to) && !taker.take(start + from, start + to, (to - from + WORD - 1) / WORD)) {
                return;
            }
        }
    }

    private static boolean isSpace(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Character.isWhitespace(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
