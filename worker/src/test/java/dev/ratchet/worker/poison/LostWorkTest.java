package dev.ratchet.worker.poison;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.common.v1.ActivityType;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.api.failure.v1.ApplicationFailureInfo;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.failure.v1.TimeoutFailureInfo;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.WorkflowTaskCompletedEventAttributes;
import io.temporal.api.history.v1.WorkflowTaskFailedEventAttributes;
import io.temporal.api.history.v1.WorkflowTaskScheduledEventAttributes;
import io.temporal.api.history.v1.WorkflowTaskTimedOutEventAttributes;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflow.v1.PendingWorkflowTaskInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LostWorkTest {
    private static final Failure HEARTBEAT = timeout(TimeoutType.TIMEOUT_TYPE_HEARTBEAT);

    private static Failure timeout(TimeoutType type) {
        return Failure.newBuilder()
                .setTimeoutFailureInfo(TimeoutFailureInfo.newBuilder().setTimeoutType(type))
                .build();
    }

    private static PendingActivityInfo activity(String type, int attempt, Failure last) {
        return PendingActivityInfo.newBuilder()
                .setActivityType(ActivityType.newBuilder().setName(type))
                .setAttempt(attempt)
                .setLastFailure(last)
                .build();
    }

    private static HistoryEvent timedOut(TimeoutType type) {
        return HistoryEvent.newBuilder()
                .setWorkflowTaskTimedOutEventAttributes(
                        WorkflowTaskTimedOutEventAttributes.newBuilder().setTimeoutType(type))
                .build();
    }

    private static Optional<LostWork> lost(PendingActivityInfo... activities) {
        return LostWork.of(
                DescribeWorkflowExecutionResponse.newBuilder()
                        .addAllPendingActivities(List.of(activities))
                        .build(),
                run -> {
                    throw new AssertionError("the history need not be read");
                });
    }

    private static Optional<LostWork> lostTask(int attempt, HistoryEvent... latest) {
        return LostWork.of(
                DescribeWorkflowExecutionResponse.newBuilder()
                        .setPendingWorkflowTask(
                                PendingWorkflowTaskInfo.newBuilder().setAttempt(attempt))
                        .build(),
                run -> List.of(latest));
    }

    @Test
    void attemptsThatNobodyEverAnsweredForAreLost() {
        assertThat(lost(activity("Read", 4, HEARTBEAT))).contains(new LostWork(3, "activity Read"));
        assertThat(lost(activity("Read", 2, timeout(TimeoutType.TIMEOUT_TYPE_START_TO_CLOSE))))
                .contains(new LostWork(1, "activity Read"));
        assertThat(lost(activity("Read", 3, HEARTBEAT), activity("Index", 5, HEARTBEAT)))
                .as("the most")
                .contains(new LostWork(4, "activity Index"));
        assertThat(new LostWork(3, "activity Read").why())
                .isEqualTo("3 workers in a row were lost with its activity Read");
    }

    @Test
    void anActivityThatFailsIsNotLost() {
        Failure error = Failure.newBuilder()
                .setApplicationFailureInfo(ApplicationFailureInfo.newBuilder().setType("UNEXPECTED"))
                .build();
        assertThat(lost(activity("Read", 40, error))).isEmpty();
        assertThat(lost(activity("Read", 1, Failure.getDefaultInstance()))).isEmpty();
    }

    /** Nobody took it. */
    @Test
    void anActivityThatNoWorkerBeganIsNotLost() {
        assertThat(lost(activity("Read", 4, timeout(TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START))))
                .isEmpty();
    }

    @Test
    void aTaskIsLostWhenItsTimeEndedInAWorker() {
        HistoryEvent scheduled = HistoryEvent.newBuilder()
                .setWorkflowTaskScheduledEventAttributes(WorkflowTaskScheduledEventAttributes.getDefaultInstance())
                .build();
        HistoryEvent completed = HistoryEvent.newBuilder()
                .setWorkflowTaskCompletedEventAttributes(WorkflowTaskCompletedEventAttributes.getDefaultInstance())
                .build();
        HistoryEvent failed = HistoryEvent.newBuilder()
                .setWorkflowTaskFailedEventAttributes(WorkflowTaskFailedEventAttributes.getDefaultInstance())
                .build();
        HistoryEvent inWorker = timedOut(TimeoutType.TIMEOUT_TYPE_START_TO_CLOSE);
        HistoryEvent sticky = timedOut(TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START);
        assertThat(lostTask(4, scheduled, inWorker)).contains(new LostWork(3, "workflow task"));
        assertThat(lostTask(4, inWorker, sticky)).contains(new LostWork(3, "workflow task"));
        assertThat(lostTask(4, sticky, completed, inWorker))
                .as("the worker that had it cached is gone, and there was progress before")
                .isEmpty();
        assertThat(lostTask(4, failed, inWorker)).as("a defect of the code").isEmpty();
        assertThat(lostTask(1, inWorker)).as("nothing was tried twice").isEmpty();
    }
}
