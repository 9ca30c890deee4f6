package dev.ratchet.activities.documents.xml;

import dev.ratchet.activities.documents.invoice.Invoice;
import dev.ratchet.workflows.contract.Finding;
import java.util.List;

/** An invoice as its document states it, with a finding for each field that could not be read. */
public record ParsedInvoice(Invoice invoice, List<Finding> findings) {
    public ParsedInvoice {
        findings = List.copyOf(findings);
    }
}
