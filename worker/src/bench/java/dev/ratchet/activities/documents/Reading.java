package dev.ratchet.activities.documents;

import dev.ratchet.activities.documents.rules.OfficialRules;
import java.util.List;

/** Opens reading and validating to the benchmarks, apart from each other. */
public final class Reading {
    private final OfficialRules rules = new OfficialRules();
    private final DocumentReader reader = new DocumentReader(rules);

    /** @throws IllegalStateException unless it is an e-invoice without fault */
    public void whole(byte[] document) {
        if (!(reader.read(document) instanceof DocumentReader.Structured structured)
                || !structured.findings().isEmpty()) {
            throw new IllegalStateException("a benchmark reads valid e-invoices only; this one says "
                    + reader.read(document));
        }
    }

    /** Whether it is an e-invoice without fault. */
    public boolean valid(byte[] document) {
        return reader.read(document) instanceof DocumentReader.Structured structured
                && structured.findings().isEmpty();
    }

    /** Whatever it is. */
    public void any(byte[] document) {
        reader.read(document);
    }

    /** The official rules alone, on a document whose format is known. */
    public void officialRulesForUblInvoice(byte[] document) {
        List<?> findings = rules.check(OfficialRules.Syntax.UBL_INVOICE, document);
        if (!findings.isEmpty()) {
            throw new IllegalStateException("should be valid: " + findings);
        }
    }
}
