package dev.ratchet.workflows.temporal;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.function.Function;

/** A run that another one starts and then lets go: it outlives it, and nobody waits for its end. */
public final class OwnRun {
    private final Promise<WorkflowExecution> started;

    private OwnRun(Promise<WorkflowExecution> started) {
        this.started = started;
    }

    /**
     * @param again whether there may be another run under this id after one that has ended without failing
     * @param start calls the workflow method asynchronously
     */
    public static <T> OwnRun begin(Class<T> workflow, String id, boolean again, Function<T, Promise<?>> start) {
        T child = Workflow.newChildWorkflowStub(
                workflow,
                ChildWorkflowOptions.newBuilder()
                        .setWorkflowId(id)
                        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                        .setWorkflowIdReusePolicy(
                                again
                                        ? WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE
                                        : WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY)
                        .build());
        start.apply(child).handle((end, failure) -> null);
        return new OwnRun(Workflow.getWorkflowExecution(child));
    }

    /** Returns when the server has the run; also when it had one under this id before, which is left as it is. */
    public void awaitStart() {
        try {
            started.get();
        } catch (ChildWorkflowFailure e) {
            // the only way to fail before it has started is that the id is taken
        }
    }
}
