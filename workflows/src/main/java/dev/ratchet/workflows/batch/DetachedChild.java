package dev.ratchet.workflows.batch;

import dev.ratchet.workflows.temporal.RunOptions;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.ChildWorkflowStub;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;

/** A run that another one starts and then lets go: it outlives it, and nobody waits for its end. */
final class DetachedChild {
    private final Promise<WorkflowExecution> started;

    private DetachedChild(Promise<WorkflowExecution> started) {
        this.started = started;
    }

    /** @param again whether there may be another run under this id after one that has ended without failing */
    static DetachedChild begin(String workflowType, String taskQueue, String id, boolean again, Object argument) {
        ChildWorkflowStub child = Workflow.newUntypedChildWorkflowStub(
                workflowType,
                ChildWorkflowOptions.newBuilder()
                        .setWorkflowId(id)
                        .setTaskQueue(taskQueue)
                        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                        .setWorkflowIdReusePolicy(RunOptions.reuse(again))
                        .build());
        child.executeAsync(Void.class, argument).handle((end, failure) -> null);
        return new DetachedChild(child.getExecution());
    }

    /** Returns when the server has the run; also when it had one under this id before, which is left as it is. */
    void awaitStart() {
        try {
            started.get();
        } catch (ChildWorkflowFailure e) {
            // the only way to fail before it has started is that the id is taken
        }
    }
}
