package dev.ratchet.workflows.invoice;

import dev.ratchet.workflows.agent.Rules;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Request;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Status;
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
record Caller(WorkflowClient client, InvoiceWorkflow.Request request) {

    static Caller of(WorkflowClient client) {
        return new Caller(client, Request.of(Samples.DOCUMENT, "invoice.xml", "sam"));
    }

    /** As a worker registers it, with the rules compiled before a workflow thread needs them. */
    static void register(Worker worker) {
        register(worker, request -> request);
    }

    /** @param variant what the workflow is given in place of its request */
    static void register(Worker worker, UnaryOperator<Request> variant) {
        var router = InvoiceAgent.router();
        try {
            router.check(Samples.rules());
        } catch (Rules.InvalidRules e) {
            throw new IllegalStateException(e);
        }
        worker.registerWorkflowImplementationFactory(
                InvoiceWorkflow.class,
                values -> new InvoiceWorkflowImpl(variant.apply(values.get(0, Request.class)), router),
                WorkflowImplementationOptions.newBuilder().build());
        worker.registerWorkflowImplementationFactory(
                InvoiceBatchWorkflow.class,
                values -> new InvoiceBatchWorkflowImpl(values.get(0, InvoiceBatchWorkflow.Opening.class), router),
                WorkflowImplementationOptions.newBuilder().build());
    }

    String id() {
        return InvoiceWorkflow.workflowId(
                request.document().tenant(), request.document().digest());
    }

    /** Starts the run, or joins the one that is open, and answers when it is settled. */
    Status submit() {
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
                UpdateOptions.<Status>newBuilder()
                        .setWaitForStage(WorkflowUpdateStage.COMPLETED)
                        .build(),
                new WithStartWorkflowOperation<>(run::run, request));
    }

    InvoiceWorkflow running() {
        return client.newWorkflowStub(InvoiceWorkflow.class, id());
    }

    Status result() {
        return client.newUntypedWorkflowStub(id()).getResult(Status.class);
    }

    WorkflowExecutionHistory history() {
        return client.fetchHistory(id());
    }

    int events() {
        return history().getEvents().size();
    }
}
