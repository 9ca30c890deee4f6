package dev.ratchet.workflows.operations;

import dev.ratchet.workflows.contract.operations.Operation;
import dev.ratchet.workflows.contract.operations.OperationActivities;
import dev.ratchet.workflows.temporal.Stubs;
import io.temporal.workflow.WorkflowInit;

/** One activity. */
public final class OperationWorkflowImpl implements OperationWorkflow {
    private final OperationActivities operations;

    @WorkflowInit
    public OperationWorkflowImpl(Operation operation) {
        this.operations = Stubs.work(
                OperationActivities.class, "does " + operation.kind().name().toLowerCase(java.util.Locale.ROOT));
    }

    @Override
    public OperationActivities.Done run(Operation operation) {
        return operations.perform(operation);
    }
}
