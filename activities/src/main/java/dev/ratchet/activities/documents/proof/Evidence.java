package dev.ratchet.activities.documents.proof;

import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.invoice.ExtractedFields.Claim;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text of a document. It tells whether a quotation is in the text, character by character. A run of white space,
 * including no-break spaces, counts as one space. A quotation may not begin or end inside a word or a number.
 */
final class Evidence {
    static final int MOST_CHARACTERS = 200;

    private final String text;
    private final List<Finding> findings;

    /** @param findings receives a finding for each wrong quotation */
    Evidence(String text, List<Finding> findings) {
        this.text = normal(text);
        this.findings = findings;
    }

    String text() {
        return text;
    }

    static String normal(String text) {
        return text.replaceAll("[\\s\\u00A0\\u2007\\u202F\\u200B]+", " ").strip();
    }

    /** The quotation in its normal form; absent, with a finding, when the document does not have it. */
    @Nullable
    String of(@Nullable String quotation, String field) {
        String quoted = quotation == null ? "" : normal(quotation);
        if (quoted.isEmpty()) {
            return miss(
                    "EVIDENCE_MISSING",
                    field,
                    "Each value must come with the characters of the document that show it.");
        }
        if (quoted.length() > MOST_CHARACTERS) {
            return miss(
                    "EVIDENCE_TOO_LONG", field, "The evidence must have at most " + MOST_CHARACTERS + " characters.");
        }
        if (!stands(quoted)) {
            return miss("EVIDENCE_NOT_FOUND", field, "The evidence is not in the document, character by character.");
        }
        return quoted;
    }

    @Nullable
    String of(@Nullable Claim claim, String field) {
        if (claim == null || claim.value() == null || claim.value().isBlank()) {
            return miss("FIELD_MISSING", field, "This field must be claimed; every invoice has it.");
        }
        return of(claim.evidence(), field);
    }

    /** The quotation where it first occurs, with up to 40 characters before it. */
    String around(String quoted) {
        int at = Math.max(0, text.indexOf(quoted));
        return text.substring(Math.max(0, at - 40), Math.min(text.length(), at + quoted.length()));
    }

    /** Whether this stands in the text as a quotation may. */
    boolean has(String quotation) {
        String quoted = normal(quotation);
        return !quoted.isEmpty() && quoted.length() <= MOST_CHARACTERS && stands(quoted);
    }

    private boolean stands(String quoted) {
        for (int at = text.indexOf(quoted); at >= 0; at = text.indexOf(quoted, at + 1)) {
            if (startsCleanly(at) && endsCleanly(at + quoted.length())) {
                return true;
            }
        }
        return false;
    }

    private boolean startsCleanly(int at) {
        if (at == 0 || !Character.isLetterOrDigit(text.charAt(at))) {
            return true;
        }
        char before = text.charAt(at - 1);
        boolean insideNumber = ".,'\u2019".indexOf(before) >= 0
                && at > 1
                && Character.isDigit(text.charAt(at - 2))
                && Character.isDigit(text.charAt(at));
        return !Character.isLetterOrDigit(before) && !insideNumber;
    }

    private boolean endsCleanly(int end) {
        if (end >= text.length() || !Character.isLetterOrDigit(text.charAt(end - 1))) {
            return true;
        }
        char after = text.charAt(end);
        boolean insideNumber = ".,'\u2019".indexOf(after) >= 0
                && end + 1 < text.length()
                && Character.isDigit(text.charAt(end + 1))
                && Character.isDigit(text.charAt(end - 1));
        return !Character.isLetterOrDigit(after) && !insideNumber;
    }

    private @Nullable String miss(String code, String field, String why) {
        findings.add(new Finding(code, field, why));
        return null;
    }
}
