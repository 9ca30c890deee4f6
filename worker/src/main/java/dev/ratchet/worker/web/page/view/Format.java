package dev.ratchet.worker.web.page.view;

import java.util.Locale;

/** What a document was read as, as people write it. */
public final class Format {
    private Format() {}

    /** @param name such as {@code PDF} or {@code MARKDOWN} */
    public static String words(String name) {
        return switch (name) {
            case "MARKDOWN", "TEXT" -> name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
            default -> name;
        };
    }
}
