package dev.ratchet.worker.restart;

import dev.ratchet.workflows.contract.Container;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.run.RunRequest;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * With what a run was started, as its history or its record tells. Nobody's word until it is held against who uploaded what.
 *
 * @param name what the submitter called it
 */
public record Origin(
        String workflowId,
        String name,
        String submitter,
        @Nullable Container container) {

    public static Origin of(String workflowId, RunRequest request) {
        return new Origin(workflowId, request.name(), request.submitter(), request.container());
    }

    /** Of the latest run under the id, from the first event of its history. */
    public static Origin onServer(WorkflowClient client, String workflowId) {
        HistoryEvent first = client.streamHistory(workflowId).iterator().next();
        return of(
                workflowId,
                client.getOptions()
                        .getDataConverter()
                        .fromPayloads(
                                0,
                                Optional.of(first.getWorkflowExecutionStartedEventAttributes()
                                        .getInput()),
                                RunRequest.class,
                                RunRequest.class));
    }

    public static Origin of(RunSummary run) {
        return new Origin(run.workflowId(), run.name(), run.submitter(), run.container());
    }
}
