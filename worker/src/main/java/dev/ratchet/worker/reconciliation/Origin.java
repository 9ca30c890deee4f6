package dev.ratchet.worker.reconciliation;

import dev.ratchet.workflows.contract.Container;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.run.RunRequest;
import org.jspecify.annotations.Nullable;

/**
 * With what a run was started, as its history or its record tells. Nobody's word until it is held against who uploaded what.
 *
 * @param name what the submitter called it
 */
record Origin(
        String workflowId,
        String name,
        String submitter,
        @Nullable Container container) {

    static Origin of(String workflowId, RunRequest request) {
        return new Origin(workflowId, request.name(), request.submitter(), request.container());
    }

    static Origin of(RunSummary run) {
        return new Origin(run.workflowId(), run.name(), run.submitter(), run.container());
    }
}
