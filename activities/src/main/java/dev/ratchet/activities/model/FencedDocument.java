package dev.ratchet.activities.model;

import dev.ratchet.workflows.contract.Digest;

/**
 * A document's text as data. The marks hold the text's own SHA-256, and no text can be found that holds its own: so
 * nothing inside can close the fence.
 */
final class FencedDocument {
    /** About 8,000 tokens: more than any invoice of a few pages. */
    static final int MOST_CHARACTERS = 24_000;

    private FencedDocument() {}

    static String of(Digest digest, String text) {
        String mark = "DOCUMENT " + digest.hex();
        String shown = upTo(MOST_CHARACTERS, text);
        String rest = shown.length() == text.length()
                ? ""
                : "The document goes on: its first " + shown.length() + " of " + text.length()
                        + " characters are shown. Report only what is shown.\n";
        return "BEGIN " + mark + "\n" + shown + "\nEND " + mark + "\n" + rest;
    }

    private static String upTo(int most, String text) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }
}
