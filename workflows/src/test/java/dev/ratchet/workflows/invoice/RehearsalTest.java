package dev.ratchet.workflows.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.workflows.contract.Rulebook;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Standing;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Status;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    @Test
    void aPlainInvoiceGoesAllTheWay() {
        Status played = play(Samples.rules());
        assertThat(played.standing()).isEqualTo(Standing.POSTED);
        assertThat(played.total()).isNotNull();
        assertThat(played.routeRule()).isEqualTo("plain");
    }

    @Test
    void itEndsUnderRulesThatBookNothingToo() {
        assertThat(play(Samples.strictRules()).standing()).isEqualTo(Standing.REFUSED);
    }

    private static Status play(Rulebook rules) {
        Rehearsal rehearsal = new Rehearsal(rules);
        assertThat(rehearsal.play(100)).isEqualTo(rehearsal.play(100)).isNotEqualTo(rehearsal.play(200));
        return rehearsal.play(100);
    }
}
