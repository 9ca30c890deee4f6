package dev.ratchet.activities.reconciliation;

import dev.ratchet.workflows.contract.record.RunSummary;
import java.time.Instant;

/**
 * A run as the database has it.
 *
 * @param changedAt by the database's clock
 * @param requested whether people are shown a request of this run
 */
public record RecordedState(RunSummary summary, Instant changedAt, boolean requested) {

    boolean ended() {
        return summary.status().ended();
    }
}
