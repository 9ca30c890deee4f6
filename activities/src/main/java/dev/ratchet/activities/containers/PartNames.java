package dev.ratchet.activities.containers;

import dev.ratchet.workflows.contract.Texts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Names out of containers, for display. They name nothing on any disk: folders above, roots and drives are left out all the
 * same, and so is what moves the cursor, hides, or turns the direction of writing.
 */
final class PartNames {
    private static final int LONGEST = 160;

    private final Set<String> given = new HashSet<>();

    /** A path that was not given before. */
    String unique(String within, String name, int number) {
        String clean = path(name);
        String path = Texts.endOf(
                LONGEST, (within.isEmpty() ? "" : within + "/") + (clean.isEmpty() ? "part-" + number : clean));
        String free = path;
        for (int n = 2; !given.add(free); n++) {
            free = path + " (" + n + ")";
        }
        return free;
    }

    private static String path(String name) {
        List<String> segments = new ArrayList<>();
        for (String segment : text(name).split("[/\\\\]")) {
            String clean = segment.strip().replaceFirst("^[A-Za-z]:$", "");
            if (!clean.isEmpty() && !clean.equals(".") && !clean.equals("..")) {
                segments.add(clean);
            }
        }
        return String.join("/", segments);
    }

    /** In one line, without what cannot be seen. */
    static String text(String text) {
        return text.replaceAll("[\\s\\p{Cc}\\p{Zl}\\p{Zp}]+", " ")
                .replaceAll("[\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}]", "")
                .strip();
    }
}
