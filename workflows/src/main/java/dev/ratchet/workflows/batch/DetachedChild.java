package dev.ratchet.workflows.batch;

import dev.ratchet.workflows.contract.record.RunResult;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.run.AgentEntry;
import dev.ratchet.workflows.run.RunRequest;
import dev.ratchet.workflows.temporal.RunOptions;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.ChildWorkflowStub;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** A run that another one starts and that outlives it. */
final class DetachedChild {
    private final Promise<WorkflowExecution> started;
    private final Promise<@Nullable RunSummary> ended;

    private DetachedChild(Promise<WorkflowExecution> started, Promise<@Nullable RunSummary> ended) {
        this.started = started;
        this.ended = ended;
    }

    /** @param again whether there may be another run under this id after one that has ended without failing */
    static DetachedChild begin(AgentEntry agent, String id, boolean again, RunRequest request) {
        ChildWorkflowStub child = Workflow.newUntypedChildWorkflowStub(
                agent.workflowType(),
                ChildWorkflowOptions.newBuilder()
                        .setWorkflowId(id)
                        .setTaskQueue(agent.taskQueue())
                        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                        .setWorkflowIdReusePolicy(RunOptions.reuse(again))
                        .build());
        Promise<RunSummary> end = child.executeAsync(RunSummary.class, request);
        // who lets it go never asks how it ended
        end.handle((summary, failure) -> null);
        return new DetachedChild(child.getExecution(), end);
    }

    /** Returns when the server has the run; also when it had one under this id before, which is left as it is. */
    void awaitStart() {
        try {
            started.get();
        } catch (ChildWorkflowFailure e) {
            // the only way to fail before it has started is that the id is taken
        }
    }

    /** Returns when it has ended; at once when the server had one under this id before, which tells the rest itself. */
    RunResult awaitEnd(RunResult underWay) {
        awaitStart();
        if (started.getFailure() != null) {
            return underWay;
        }
        try {
            return ended.get().result();
        } catch (ChildWorkflowFailure e) {
            return failed(e.getCause());
        }
    }

    private static RunResult failed(@Nullable Throwable cause) {
        String code = cause instanceof ApplicationFailure known ? known.getType() : "RUN_ENDED";
        String why = cause instanceof TemporalFailure failure
                ? String.valueOf(failure.getOriginalMessage())
                : "the run was ended from outside";
        return new RunResult(RunStatus.FAILED, RunStatus.FAILED.name(), code, why, null, null, null);
    }
}
