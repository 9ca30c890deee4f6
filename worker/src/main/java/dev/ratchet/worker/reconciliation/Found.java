package dev.ratchet.worker.reconciliation;

import dev.ratchet.activities.reconciliation.DifferenceKind;
import dev.ratchet.worker.restart.Origin;
import dev.ratchet.workflows.contract.RunRef;
import org.jspecify.annotations.Nullable;

/**
 * A difference, before anything is done about it.
 *
 * @param run on the server or on record
 * @param origin absent where nothing tells it
 * @param micros what the run had spent on models, in millionths; what starting it again may cost about as much
 */
record Found(DifferenceKind kind, RunRef run, @Nullable Origin origin, long micros) {

    String workflowId() {
        return run.workflowId();
    }
}
