package dev.ratchet.activities.library.extraction;

import dev.ratchet.activities.library.extraction.Refusal.Refused;

/**
 * Counts tags and attributes before the parser sees them. The parser keeps every element that is open and compares all attributes
 * of a tag with each other.
 */
final class HtmlGuard {
    static final int MOST_TAGS = 200_000;
    static final int MOST_ATTRIBUTES = 200;

    private HtmlGuard() {}

    static void check(String html) throws Refused {
        int tags = 0;
        for (int at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) {
            if (++tags > MOST_TAGS) {
                throw Refusal.HTML_TOO_COMPLEX.because(MOST_TAGS + " tags at most");
            }
            at = attributes(html, at + 1);
        }
    }

    /** What separates attributes: white space, slashes, and the end of a quoted value. Answers with the end of the tag. */
    private static int attributes(String html, int from) throws Refused {
        int separators = 0;
        char quote = 0;
        char last = ' ';
        for (int i = from; i < html.length(); i++) {
            char c = html.charAt(i);
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                    separators++;
                }
            } else if (c == '>') {
                return i;
            } else if ((c == '"' || c == '\'') && last == '=') {
                quote = c;
            } else if (c == '/' || (Character.isWhitespace(c) && !Character.isWhitespace(last))) {
                separators++;
            }
            last = Character.isWhitespace(c) && last == '=' ? '=' : c;
            if (separators > MOST_ATTRIBUTES && isName(html, from)) {
                throw Refusal.HTML_TOO_COMPLEX.because(MOST_ATTRIBUTES + " attributes of a tag at most");
            }
        }
        return from;
    }

    /** A tag begins with a letter; what else follows a {@code <} is text, a comment or an end. */
    private static boolean isName(String html, int at) {
        return at < html.length() && (Character.isLetter(html.charAt(at)) || html.charAt(at) == '/');
    }
}
