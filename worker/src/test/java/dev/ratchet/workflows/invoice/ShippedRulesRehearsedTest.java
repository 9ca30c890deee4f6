package dev.ratchet.workflows.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.policy.RulebookFile;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Standing;
import org.junit.jupiter.api.Test;

/** A rehearsal that the shipped rules broke off would leave the way to the ledger cold. */
class ShippedRulesRehearsedTest {
    @Test
    void theShippedRulesPostTheRehearsedInvoice() {
        var rehearsal = new Rehearsal(RulebookFile.shipped(InvoiceAgent::check));
        assertThat(rehearsal.play(100).standing()).isEqualTo(Standing.POSTED);
    }
}
