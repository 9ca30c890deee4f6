package dev.ratchet.worker.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflow.v1.PendingWorkflowTaskInfo;
import io.temporal.api.workflow.v1.WorkflowExecutionConfig;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StalledRunsTest {
    private static final Instant SINCE = Instant.ofEpochSecond(1_000);

    private static Timestamp at(long seconds) {
        return Timestamp.newBuilder().setSeconds(seconds).build();
    }

    private static Optional<Stuck.Why> task(PendingWorkflowTaskInfo.Builder task) {
        return StalledRuns.why(
                DescribeWorkflowExecutionResponse.newBuilder()
                        .setPendingWorkflowTask(task)
                        .build(),
                SINCE);
    }

    private static Optional<Stuck.Why> activity(PendingActivityInfo.Builder activity) {
        return StalledRuns.why(
                DescribeWorkflowExecutionResponse.newBuilder()
                        .addPendingActivities(activity)
                        .build(),
                SINCE);
    }

    @Test
    void aWorkflowTaskThatFailsAgainAndAgain() {
        assertThat(task(PendingWorkflowTaskInfo.newBuilder().setAttempt(3).setStartedTime(at(2_000))))
                .contains(Stuck.Why.WORKFLOW_TASK_FAILS);
        assertThat(task(PendingWorkflowTaskInfo.newBuilder().setAttempt(2).setStartedTime(at(2_000))))
                .isEmpty();
    }

    @Test
    void aWorkflowTaskThatNobodyTakes() {
        assertThat(task(PendingWorkflowTaskInfo.newBuilder().setAttempt(1).setScheduledTime(at(999))))
                .contains(Stuck.Why.NO_WORKER);
        assertThat(task(PendingWorkflowTaskInfo.newBuilder().setAttempt(1).setScheduledTime(at(1_001))))
                .isEmpty();
    }

    @Test
    void aRunThatIsKeptAway() {
        assertThat(StalledRuns.why(
                        DescribeWorkflowExecutionResponse.newBuilder()
                                .setExecutionConfig(WorkflowExecutionConfig.newBuilder()
                                        .setTaskQueue(TaskQueue.newBuilder().setName("ratchet-invoice-poison")))
                                .setPendingWorkflowTask(PendingWorkflowTaskInfo.newBuilder()
                                        .setAttempt(1)
                                        .setScheduledTime(at(999)))
                                .build(),
                        SINCE))
                .contains(Stuck.Why.POISON);
    }

    @Test
    void anActivityThatFailsAgainAndAgain() {
        assertThat(activity(PendingActivityInfo.newBuilder()
                        .setAttempt(3)
                        .setLastFailure(Failure.newBuilder().setMessage("no database"))))
                .contains(Stuck.Why.ACTIVITY_FAILS);
        assertThat(activity(PendingActivityInfo.newBuilder()
                        .setAttempt(2)
                        .setLastFailure(Failure.newBuilder().setMessage("no database"))))
                .isEmpty();
    }

    @Test
    void anActivityThatNobodyTakesAndOneThatRuns() {
        assertThat(activity(PendingActivityInfo.newBuilder()
                        .setAttempt(1)
                        .setState(PendingActivityState.PENDING_ACTIVITY_STATE_SCHEDULED)
                        .setScheduledTime(at(999))))
                .contains(Stuck.Why.NO_WORKER);
        assertThat(activity(PendingActivityInfo.newBuilder()
                        .setAttempt(1)
                        .setState(PendingActivityState.PENDING_ACTIVITY_STATE_STARTED)
                        .setScheduledTime(at(999))))
                .isEmpty();
    }

    @Test
    void aRunThatSimplyTakesLongIsNotStuck() {
        assertThat(StalledRuns.why(DescribeWorkflowExecutionResponse.getDefaultInstance(), SINCE))
                .isEmpty();
    }
}
