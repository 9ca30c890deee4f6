package dev.ratchet.workflows.temporal;

import dev.ratchet.workflows.run.AgentEntry;
import dev.ratchet.workflows.run.RunRequest;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowOptions;

/** What Temporal is told when a run is to be started. */
public final class RunOptions {
    private RunOptions() {}

    /**
     * A run of this id that is open is taken instead of another.
     *
     * @param again as in {@link #reuse}
     */
    public static WorkflowOptions of(AgentEntry agent, RunRequest request, boolean again) {
        return WorkflowOptions.newBuilder()
                .setWorkflowId(request.workflowId(agent.name()))
                .setTaskQueue(agent.taskQueue())
                .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .setWorkflowIdReusePolicy(reuse(again))
                .build();
    }

    /** @param again whether there may be another run under this id after one that has ended without failing */
    public static WorkflowIdReusePolicy reuse(boolean again) {
        return again
                ? WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE
                : WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY;
    }
}
