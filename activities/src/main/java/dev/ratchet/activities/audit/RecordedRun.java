package dev.ratchet.activities.audit;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.contract.record.StepRecord;
import java.time.Instant;
import java.util.List;

/**
 * A whole run as it is on record.
 *
 * @param start the state that it began with, as canonical JSON; the JSON {@code null} when no record told it
 * @param state digest of the state that it ended or waits with
 * @param steps all of them, in the order of their numbers
 * @param changedAt when the record was last changed, by the database's clock
 */
public record RecordedRun(RunSummary summary, String start, Digest state, List<StepRecord> steps, Instant changedAt) {
    public RecordedRun {
        steps = List.copyOf(steps);
    }
}
