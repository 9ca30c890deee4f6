package dev.ratchet.workflows.operations;

import dev.ratchet.workflows.contract.operations.Operation;
import dev.ratchet.workflows.contract.operations.OperationActivities;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Does one thing about all of a tenant, once; a schedule starts it. */
@WorkflowInterface
public interface OperationWorkflow {
    String TYPE = "Upkeep";

    /** Its own, so that no flood of documents holds it up. */
    String TASK_QUEUE = "ratchet-operations";

    @WorkflowMethod(name = TYPE)
    OperationActivities.Done run(Operation operation);
}
