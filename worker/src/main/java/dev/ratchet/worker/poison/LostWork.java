package dev.ratchet.worker.poison;

import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What of a run was given to workers that were never heard of again: neither a result nor a failure came, only the end of the
 * time. An attempt that fails with an error is not lost.
 *
 * @param attempts in a row, 1 or more
 * @param what of the run, such as {@code activity Read}
 */
record LostWork(int attempts, String what) {

    /**
     * The server counts attempts and keeps why the last one failed, so earlier ones may have failed otherwise.
     *
     * @param latest events of the run, the last one first
     * @return the most attempts; empty when nothing was lost
     */
    static Optional<LostWork> of(
            DescribeWorkflowExecutionResponse run, Function<WorkflowExecutionInfo, List<HistoryEvent>> latest) {
        LostWork most = null;
        for (PendingActivityInfo activity : run.getPendingActivitiesList()) {
            int lost = activity.getAttempt() - 1;
            if (lost > (most == null ? 0 : most.attempts()) && lost(activity)) {
                most = new LostWork(
                        lost, "activity " + activity.getActivityType().getName());
            }
        }
        int lost = run.hasPendingWorkflowTask() ? run.getPendingWorkflowTask().getAttempt() - 1 : 0;
        if (lost > (most == null ? 0 : most.attempts()) && lost(latest.apply(run.getWorkflowExecutionInfo()))) {
            most = new LostWork(lost, "workflow task");
        }
        return Optional.ofNullable(most);
    }

    private static boolean lost(PendingActivityInfo activity) {
        return activity.hasLastFailure()
                && activity.getLastFailure().hasTimeoutFailureInfo()
                && begun(activity.getLastFailure().getTimeoutFailureInfo().getTimeoutType());
    }

    /** The server writes down how a task's first attempt ended, and only counts the ones after it. */
    private static boolean lost(List<HistoryEvent> latest) {
        for (HistoryEvent event : latest) {
            if (event.hasWorkflowTaskCompletedEventAttributes() || event.hasWorkflowTaskFailedEventAttributes()) {
                return false;
            }
            if (event.hasWorkflowTaskTimedOutEventAttributes()
                    && begun(event.getWorkflowTaskTimedOutEventAttributes().getTimeoutType())) {
                return true;
            }
        }
        return false;
    }

    private static boolean begun(TimeoutType type) {
        return type == TimeoutType.TIMEOUT_TYPE_START_TO_CLOSE || type == TimeoutType.TIMEOUT_TYPE_HEARTBEAT;
    }

    /** In a sentence. */
    String why() {
        return attempts + " workers in a row were lost with its " + what;
    }
}
