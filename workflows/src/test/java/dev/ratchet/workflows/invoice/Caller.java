package dev.ratchet.workflows.invoice;

import dev.ratchet.workflows.batch.BatchWorkflow;
import dev.ratchet.workflows.contract.effect.Statements;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.run.RunRequest;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkflowImplementationOptions;
import java.util.function.UnaryOperator;

/** Does with one document what the starter and its people do. */
record Caller(WorkflowClient client, RunRequest request) {

    static Caller of(WorkflowClient client) {
        return new Caller(client, RunRequest.of(Samples.DOCUMENT, "invoice.xml", "sam"));
    }

    /** As a worker registers it. */
    static void register(Worker worker) {
        InvoiceRegistration.of().register(worker);
    }

    /** @param variant what the workflow is given in place of its request */
    static void register(Worker worker, UnaryOperator<RunRequest> variant) {
        worker.registerWorkflowImplementationFactory(
                InvoiceWorkflow.class,
                values -> new InvoiceWorkflowImpl(variant.apply(values.get(0, RunRequest.class))),
                WorkflowImplementationOptions.newBuilder().build());
        worker.registerWorkflowImplementationFactory(
                InvoiceBatchWorkflow.class,
                values -> new InvoiceBatchWorkflowImpl(values.get(0, BatchWorkflow.Opening.class)),
                WorkflowImplementationOptions.newBuilder().build());
    }

    String id() {
        return request.workflowId(InvoiceWorkflow.AGENT);
    }

    /** Starts the run, or joins the one that is open, and answers when it is settled. */
    RunSummary submit() {
        InvoiceWorkflow run = client.newWorkflowStub(
                InvoiceWorkflow.class,
                WorkflowOptions.newBuilder()
                        .setWorkflowId(id())
                        .setTaskQueue(InvoiceWorkflow.TASK_QUEUE)
                        .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                        .setWorkflowIdReusePolicy(
                                WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY)
                        .build());
        return WorkflowClient.executeUpdateWithStart(
                run::settled,
                UpdateOptions.<RunSummary>newBuilder()
                        .setWaitForStage(WorkflowUpdateStage.COMPLETED)
                        .build(),
                new WithStartWorkflowOperation<>(run::run, request));
    }

    InvoiceWorkflow running() {
        return client.newWorkflowStub(InvoiceWorkflow.class, id());
    }

    /** As petra, to what the run waits for. */
    RunSummary deny(String why, RunSummary waiting) {
        return running().decide(Statements.denial(waiting, "petra", why));
    }

    /** As petra, of what the run waits for. */
    RunSummary recheck(RunSummary waiting) {
        return running().decide(Statements.recheck(waiting, "petra"));
    }

    RunSummary result() {
        return client.newUntypedWorkflowStub(id()).getResult(RunSummary.class);
    }

    WorkflowExecutionHistory history() {
        return client.fetchHistory(id());
    }

    int events() {
        return history().getEvents().size();
    }
}
