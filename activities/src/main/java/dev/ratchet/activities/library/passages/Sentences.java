package dev.ratchet.activities.library.passages;

import java.text.BreakIterator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sentences of a stretch of text: those that {@link BreakIterator#getSentenceInstance} of the root locale finds in each paragraph
 * or item of a list, with line ends taken as blanks. What it ends after an abbreviation, a single letter or a number of one or two
 * digits ("Dr. Weber", "3. May") goes on.
 */
final class Sentences {
    private static final Pattern PARAGRAPH_END =
            Pattern.compile("\\n[ \\t]*\\n\\s*|\\n(?=[ \\t]*([-*•–]|\\d{1,3}[.)]|\\([a-z0-9]{1,2}\\))[ \\t])");

    private static final Pattern GOES_ON = Pattern.compile(
            "(^|.*[\\s(])(\\p{L}|\\d{1,2}|Dr|Mr|Mrs|Ms|Prof|St|No|Nos|Nr|Art|Abs|Fig|Tab|Sec|Sect|Ch|Chap|Eq|Vol|pp|cf|vs|approx|ca|etc"
                    + "|e\\.g|i\\.e|z\\. ?B|d\\. ?h|u\\. ?a|bzw|vgl|inkl|Inc|Ltd|Co|Corp|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)\\.\\s*",
            Pattern.DOTALL);

    /** As much of a sentence's end as decides whether it goes on. */
    private static final int TAIL = 12;

    private Sentences() {}

    /** Takes one sentence after the other, without the white space around it. */
    interface Taker {
        void take(int start, int end);
    }

    static void each(String text, int start, int end, Taker taker) {
        Matcher ends = PARAGRAPH_END.matcher(text).region(start, end).useTransparentBounds(true);
        int from = start;
        while (ends.find()) {
            paragraph(text, from, ends.start(), taker);
            from = ends.end();
        }
        paragraph(text, from, end, taker);
    }

    private static void paragraph(String text, int start, int end, Taker taker) {
        if (start >= end) {
            return;
        }
        String line = text.substring(start, end).replace('\n', ' ').replace('\t', ' ');
        BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
        sentences.setText(line);
        int from = sentences.first();
        for (int to = sentences.next(); to != BreakIterator.DONE; to = sentences.next()) {
            if (to == line.length() || !goesOn(line, from, to)) {
                stripped(text, start + from, start + to, taker);
                from = to;
            }
        }
    }

    private static boolean goesOn(String line, int from, int to) {
        return GOES_ON.matcher(line.substring(Math.max(from, to - TAIL), to)).matches();
    }

    private static void stripped(String text, int start, int end, Taker taker) {
        int from = start;
        int to = end;
        while (from < to && Character.isWhitespace(text.charAt(from))) {
            from++;
        }
        while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
            to--;
        }
        if (from < to) {
            taker.take(from, to);
        }
    }
}
