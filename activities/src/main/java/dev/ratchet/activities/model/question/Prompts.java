package dev.ratchet.activities.model.question;

import dev.ratchet.workflows.contract.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The prompts, by name and version. A released version never changes: a new text gets a new number. */
public final class Prompts {
    private static final Pattern FORM = Pattern.compile("([a-z][a-z0-9-]{0,59})@([1-9][0-9]{0,3})");

    private Prompts() {}

    /**
     * What a bundle names: version, and the beginning of the text's SHA-256, by name.
     *
     * @param prompts each {@code name@version}
     * @throws IllegalArgumentException when this build does not have one of them, or one is named in two versions
     */
    public static SortedMap<String, String> versions(List<String> prompts) {
        SortedMap<String, String> versions = new TreeMap<>();
        for (String prompt : prompts) {
            String hash = Digest.of(text(prompt)).brief();
            int at = prompt.indexOf('@');
            if (versions.put(prompt.substring(0, at), prompt.substring(at + 1) + " " + hash) != null) {
                throw new IllegalArgumentException("an agent uses one version of a prompt; twice here: " + prompts);
            }
        }
        return versions;
    }

    /**
     * @param prompt {@code name@version}
     * @throws IllegalArgumentException when this build has no such prompt
     */
    public static String text(String prompt) {
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
                "there is no prompt '" + prompt + "' in this build; it should be a file prompts/name@version.md");
    }
}
