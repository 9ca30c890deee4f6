package dev.ratchet.worker.web.page.view;

import java.util.Locale;

/** Reasons are written for programs as well as people: in lower case, without a full stop. On a page they are sentences. */
public final class Sentence {
    private Sentence() {}

    public static String of(String why) {
        String text = why.strip();
        if (text.isEmpty()) {
            return text;
        }
        String sentence = text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
        return sentence.matches("(?s).*[.!?]") ? sentence : sentence + ".";
    }
}
