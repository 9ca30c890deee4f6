package dev.ratchet.activities.library.extraction;

import dev.ratchet.activities.library.extraction.Refusal.Refused;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.xml.sax.Attributes;

/**
 * Which part of a package is the document, by its relationships and content types; not every program calls it
 * {@code word/document.xml}.
 *
 * @param mainType content type of the main part; empty when none is said
 */
record OfficeParts(String main, String mainType) {
    private static final String RELATIONSHIPS = "_rels/.rels";

    static OfficeParts of(OfficeFile file, ReadingLimits limits) throws IOException, Refused {
        Targets targets = new Targets(limits);
        file.read(RELATIONSHIPS, targets);
        String main = targets.main.startsWith("/") ? targets.main.substring(1) : targets.main;
        Types types = new Types(limits);
        file.read("[Content_Types].xml", types);
        return new OfficeParts(main, types.byPart.getOrDefault("/" + main, ""));
    }

    /** Beside the main part. */
    String styles() {
        return main.substring(0, main.lastIndexOf('/') + 1) + "styles.xml";
    }

    private static final class Targets extends OfficeHandler {
        private String main = "";

        Targets(ReadingLimits limits) {
            super(limits, limits.clock());
        }

        @Override
        void begin(String name, Attributes attributes) {
            String type = value(attributes, "Type");
            if (name.equals("Relationship") && type != null && type.endsWith("/officeDocument")) {
                main = Objects.requireNonNullElse(value(attributes, "Target"), "");
            }
        }

        @Override
        void end(String name) {}
    }

    private static final class Types extends OfficeHandler {
        private final Map<String, String> byPart = new HashMap<>();

        Types(ReadingLimits limits) {
            super(limits, limits.clock());
        }

        @Override
        void begin(String name, Attributes attributes) {
            String part = value(attributes, "PartName");
            String type = value(attributes, "ContentType");
            if (name.equals("Override") && part != null && type != null && type.contains(".main+xml")) {
                byPart.put(part, type);
            }
        }

        @Override
        void end(String name) {}
    }
}
