package dev.ratchet.activities.documents.xml;

import dev.ratchet.workflows.contract.Finding;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds a note (BT-22) that says that the page and the data of a document differ, or which of them does not count. Only
 * one sentence that names a form and says so is taken: many invoices state what would hold if they ever differed.
 */
public final class Notes {
    private static final Pattern SENTENCES = Pattern.compile("[.!?;\\n]+(?=\\s|$)");
    private static final String DIFFER = "FORMS_DIFFER";
    private static final String WHY =
            "A note says that the page and the data of this document differ. Compare them before you book.";
    private static final int MOST_CHARACTERS = 1_000;
    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    private static final Pattern FORM = Pattern.compile(
            "\\bxml\\b|xml-|zugferd|factur-x|xrechnung|\\bpdf\\b|strukturierte|structured|structurée|eingebettet|embedded"
                    + "|angehängt|anhang|attached|attachment|maschinenlesbar|machine.readable|sichtbeleg|datensatz",
            FLAGS);
    private static final Pattern DIFFERS = Pattern.compile(
            "weich(?:t|en)\\b.*\\bab\\b|abweichend|weicht ab|abweichung|unterscheide(?:t|n)|stimm(?:t|en)\\b.*\\bnicht|\\bnicht\\b.*überein"
                    + "|nicht identisch|nicht das original|kein original|nicht maßgeblich|differs?\\b|deviates?\\b|diverges?\\b"
                    + "|(?:not|n't) (?:match|identical|the same|the original|correspond)|diffèren?t?|ne correspond"
                    + "|pas identique|pas l.original|is incorrect|is wrong|ist falsch|fehlerhaft|sind falsch",
            FLAGS);
    private static final Pattern CONDITION = Pattern.compile(
            "^\\W*(?:bei|im fall|falls|sollten?|wenn|sofern|in case|if|should|where|en cas|si)\\b|\\b(?:falls|sollten?|bei abweich\\w*"
                    + "|im falle|in case of|if|should)\\b",
            FLAGS);

    private Notes() {}

    /** Doubts a document that says so of itself. */
    static void doubt(List<XmlElement> notes, ElementReader reader) {
        if (Ubl.values(notes).stream().flatMap(SENTENCES::splitAsStream).anyMatch(Notes::saysSo)) {
            reader.doubt(DIFFER, "BT-22", WHY);
        }
    }

    /** The doubt of a page that says so, with a sentence over three lines at most; empty without one. */
    public static List<Finding> onPage(String text) {
        String[] lines = text.split("\\R", -1);
        for (int i = 0; i < lines.length; i++) {
            String three = String.join(" ", Arrays.asList(lines).subList(i, Math.min(i + 3, lines.length)));
            if (three.length() <= MOST_CHARACTERS
                    && SENTENCES.splitAsStream(three).anyMatch(Notes::saysSo)) {
                return List.of(new Finding(DIFFER, "page", WHY));
            }
        }
        return List.of();
    }

    private static boolean saysSo(String sentence) {
        return FORM.matcher(sentence).find()
                && DIFFERS.matcher(sentence).find()
                && !CONDITION.matcher(sentence).find();
    }
}
