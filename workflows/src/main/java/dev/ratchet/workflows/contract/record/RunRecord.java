package dev.ratchet.workflows.contract.record;

import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the audit record is told of a run, when it begins to wait, when it ends, and in between when steps pile up.
 *
 * @param startedMillis when the run began, in milliseconds since the epoch, by the workflow's clock
 * @param start the state that the run began with, as {@link CanonicalJson}; only with the run's first steps
 * @param state digest of the state that these steps lead to, as {@link CanonicalJson}: folding the reducer over all recorded
 *     steps gives exactly these bytes
 * @param steps those since the last record, at most a few dozen
 */
public record RunRecord(
        RunSummary summary, long startedMillis, @Nullable String start, Digest state, List<StepRecord> steps) {
    public RunRecord {
        steps = List.copyOf(steps);
    }
}
