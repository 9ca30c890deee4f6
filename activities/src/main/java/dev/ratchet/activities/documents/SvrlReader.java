package dev.ratchet.activities.documents;

import com.helger.schematron.svrl.SVRLHelper;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/** Takes out of a Schematron report (ISO/IEC 19757-3, annex D) what is more severe than a warning, while it is written. */
final class SvrlReader extends DefaultHandler {
    private static final String SVRL = "http://purl.oclc.org/dsdl/svrl";

    private final List<Breach> breaches = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private @Nullable Breach open;
    private boolean inText;

    List<Breach> breaches() {
        return breaches;
    }

    @Override
    public void startElement(String uri, String name, String qualified, Attributes attributes) {
        if (!uri.equals(SVRL)) {
            return;
        }
        if (isMessage(name) && isFatal(attributes)) {
            open = new Breach(value(attributes, "id"), value(attributes, "location"), 0, "");
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
            breaches.add(new Breach(open.rule(), open.path(), 0, text.toString()));
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
