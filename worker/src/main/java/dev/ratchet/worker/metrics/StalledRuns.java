package dev.ratchet.worker.metrics;

import dev.ratchet.worker.restart.WorkQueue;
import dev.ratchet.workflows.temporal.RunView;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Asks Temporal which runs have been at work for longer than they should, and why. Runs that wait for a person are none of
 * them. Looks at {@link #MOST} runs at most: whoever has so many has been called.
 */
final class StalledRuns {
    static final int MOST = 50;

    /** A task or activity that fails so often does not fail by chance. */
    private static final int ATTEMPTS = 3;

    private final WorkflowClient client;
    private final SortedMap<String, String> agents;
    private final Duration stalls;

    /**
     * @param agents by the type of their workflows
     * @param stalls how long a run may be at work
     */
    StalledRuns(WorkflowClient client, Map<String, String> agents, Duration stalls) {
        this.client = client;
        this.agents = new TreeMap<>(agents);
        this.stalls = stalls;
    }

    /** Empty where the server cannot list runs, as the embedded one. */
    List<Stuck> look(Instant now) {
        try {
            SortedMap<String, SortedMap<Stuck.Why, Long>> counted = new TreeMap<>();
            for (var run : listed(now)) {
                why(run.getExecution(), now)
                        .ifPresent(why -> counted.computeIfAbsent(
                                        agents.getOrDefault(run.getType().getName(), "none"), agent -> new TreeMap<>())
                                .merge(why, 1L, Long::sum));
            }
            List<Stuck> stuck = new ArrayList<>();
            counted.forEach((agent, whys) -> whys.forEach((why, runs) -> stuck.add(new Stuck(agent, why, runs))));
            return List.copyOf(stuck);
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
                return List.of();
            }
            throw e;
        }
    }

    private List<io.temporal.api.workflow.v1.WorkflowExecutionInfo> listed(Instant now) {
        String types = new TreeSet<>(agents.keySet())
                .stream().map(type -> "'" + type + "'").collect(Collectors.joining(","));
        return client.getWorkflowServiceStubs()
                .blockingStub()
                .listWorkflowExecutions(ListWorkflowExecutionsRequest.newBuilder()
                        .setNamespace(client.getOptions().getNamespace())
                        .setPageSize(MOST)
                        .setQuery("ExecutionStatus = 'Running' AND " + RunView.WAITING_FOR.getName()
                                + " IS NULL AND WorkflowType IN (" + types + ") AND StartTime < '"
                                + now.minus(stalls).truncatedTo(ChronoUnit.MILLIS) + "'")
                        .build())
                .getExecutionsList();
    }

    private Optional<Stuck.Why> why(WorkflowExecution run, Instant now) {
        try {
            return why(
                    client.getWorkflowServiceStubs()
                            .blockingStub()
                            .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
                                    .setNamespace(client.getOptions().getNamespace())
                                    .setExecution(run)
                                    .build()),
                    now.minus(stalls));
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** @param since a task that was scheduled before then and not begun waits for a worker */
    static Optional<Stuck.Why> why(DescribeWorkflowExecutionResponse run, Instant since) {
        if (WorkQueue.POISON.has(run.getExecutionConfig().getTaskQueue().getName())) {
            return Optional.of(Stuck.Why.POISON);
        }
        if (run.hasPendingWorkflowTask()) {
            var task = run.getPendingWorkflowTask();
            if (task.getAttempt() >= ATTEMPTS) {
                return Optional.of(Stuck.Why.WORKFLOW_TASK_FAILS);
            }
            if (!task.hasStartedTime()
                    && Instant.ofEpochSecond(task.getScheduledTime().getSeconds())
                            .isBefore(since)) {
                return Optional.of(Stuck.Why.NO_WORKER);
            }
        }
        for (var activity : run.getPendingActivitiesList()) {
            if (activity.getAttempt() >= ATTEMPTS && activity.hasLastFailure()) {
                return Optional.of(Stuck.Why.ACTIVITY_FAILS);
            }
            if (activity.getState() == PendingActivityState.PENDING_ACTIVITY_STATE_SCHEDULED
                    && activity.getAttempt() <= 1
                    && activity.hasScheduledTime()
                    && Instant.ofEpochSecond(activity.getScheduledTime().getSeconds())
                            .isBefore(since)) {
                return Optional.of(Stuck.Why.NO_WORKER);
            }
        }
        return Optional.empty();
    }
}
