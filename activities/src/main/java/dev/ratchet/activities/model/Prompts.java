package dev.ratchet.activities.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The prompts, by name and version. A released version never changes: a new text gets a new number. */
public final class Prompts {
    /** Reads the fields of one invoice out of its text. */
    public static final String INVOICE_EXTRACT = "invoice-extract@1";

    private static final Pattern FORM = Pattern.compile("([a-z][a-z0-9-]{0,59})@([1-9][0-9]{0,3})");

    private Prompts() {}

    /** What a bundle names: the version of each prompt this build would use. */
    public static Map<String, String> versions() {
        return new TreeMap<>(Map.of("invoice-extract", INVOICE_EXTRACT.substring(INVOICE_EXTRACT.indexOf('@') + 1)));
    }

    /**
     * @param prompt {@code name@version}
     * @throws IllegalArgumentException when this build has no such prompt
     */
    static String text(String prompt) {
        if (FORM.matcher(prompt).matches()) {
            try (InputStream text = Prompts.class.getResourceAsStream("/prompts/" + prompt + ".md")) {
                if (text != null) {
                    return new String(text.readAllBytes(), StandardCharsets.UTF_8);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new IllegalArgumentException(
                "no prompt '" + prompt + "' in this build; it has " + INVOICE_EXTRACT + ", named name@version");
    }
}
