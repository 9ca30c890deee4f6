package dev.ratchet.activities.documents;

import dev.ratchet.workflows.contract.Finding;
import java.util.List;

/** An invoice as its document states it, with what could not be read of it. */
record Parsed(Invoice invoice, List<Finding> findings) {
    Parsed {
        findings = List.copyOf(findings);
    }
}
