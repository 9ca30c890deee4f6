package dev.ratchet.activities.documents.rules;

import com.helger.schematron.svrl.SVRLHelper;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/** Reads a Schematron report (ISO/IEC 19757-3, annex D) while it is written, and keeps what is worse than a warning. */
final class SvrlReader extends DefaultHandler {
    private static final String SVRL = "http://purl.oclc.org/dsdl/svrl";

    private final List<RuleViolation> violationes = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private @Nullable RuleViolation open;
    private boolean inText;

    List<RuleViolation> violationes() {
        return violationes;
    }

    @Override
    public void startElement(String uri, String name, String qualified, Attributes attributes) {
        if (!uri.equals(SVRL)) {
            return;
        }
        if (isMessage(name) && isFatal(attributes)) {
            open = new RuleViolation(value(attributes, "id"), value(attributes, "location"), 0, "");
            text.setLength(0);
        }
        inText = inText || (open != null && name.equals("text"));
    }

    @Override
    public void characters(char[] characters, int start, int length) {
        if (inText) {
            text.append(characters, start, length);
        }
    }

    @Override
    public void endElement(String uri, String name, String qualified) {
        if (!uri.equals(SVRL)) {
            return;
        }
        if (name.equals("text")) {
            inText = false;
        }
        if (open != null && isMessage(name)) {
            violationes.add(new RuleViolation(open.rule(), open.path(), 0, text.toString()));
            open = null;
        }
    }

    private static boolean isMessage(String name) {
        return name.equals("failed-assert") || name.equals("successful-report");
    }

    private static boolean isFatal(Attributes attributes) {
        String flag = value(attributes, "flag");
        String severity = flag.isEmpty() ? value(attributes, "role") : flag;
        return severity.isEmpty()
                || SVRLHelper.getErrorLevelDeterminator()
                        .getErrorLevelFromString(severity)
                        .isError();
    }

    private static String value(Attributes attributes, String name) {
        String value = attributes.getValue("", name);
        return value == null ? "" : value;
    }
}
