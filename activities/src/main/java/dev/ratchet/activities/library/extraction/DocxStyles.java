package dev.ratchet.activities.library.extraction;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;

/** Which styles of a DOCX are headings: by name or outline level, their own or that of the style they are based on. */
final class DocxStyles extends OfficeHandler {
    /** The last outline level is body text (ECMA-376, part 1, 17.3.1.20). */
    static final int BODY = 9;

    private final Set<String> headings = new HashSet<>();
    private final Map<String, String> based = new HashMap<>();
    private @Nullable String style;

    DocxStyles(ReadingLimits limits, ReadingLimits.Clock clock) {
        super(limits, clock);
    }

    boolean isHeading(@Nullable String id) {
        String at = id;
        for (int steps = 0; at != null && steps < 12; steps++) {
            if (headings.contains(at)) {
                return true;
            }
            at = based.get(at);
        }
        return false;
    }

    @Override
    void begin(String name, Attributes attributes) {
        String value = value(attributes, "val");
        if (name.equals("style")) {
            style = value(attributes, "styleId");
        } else if (style != null && value != null) {
            switch (name) {
                case "name" -> {
                    if (value.toLowerCase(Locale.ROOT).matches("(heading [1-9]|title|subtitle)")) {
                        headings.add(style);
                    }
                }
                case "outlineLvl" -> {
                    if (isLevel(value)) {
                        headings.add(style);
                    }
                }
                case "basedOn" -> based.put(style, value);
                default -> {}
            }
        }
    }

    static boolean isLevel(@Nullable String value) {
        return value != null && value.length() == 1 && value.charAt(0) >= '0' && value.charAt(0) < '0' + BODY;
    }

    @Override
    void end(String name) {
        if (name.equals("style")) {
            style = null;
        }
    }
}
