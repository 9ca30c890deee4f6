package dev.ratchet.worker.dev.crash;

import io.temporal.api.common.v1.Payload;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.MarkerRecordedEventAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * What histories say of the attempts of one worker's process: how many there were, and which of them failed, timed out or were
 * done again. An activity that was repeated counts whoever began it, because its history names only the last one.
 */
final class AttemptsOnRecord {
    private final String worker;
    private int workflowTasks;
    private int activities;
    private int localActivities;
    private int neverTaken;
    private final List<String> broken = new ArrayList<>();
    private final List<String> othersBroken = new ArrayList<>();

    /** @param pid of the process whose attempts count */
    AttemptsOnRecord(long pid) {
        this.worker = pid + "@";
    }

    /** @param history whole, from its first event */
    AttemptsOnRecord add(String run, List<HistoryEvent> history) {
        history.forEach(event -> add(run, history, event));
        return this;
    }

    private void add(String run, List<HistoryEvent> history, HistoryEvent event) {
        switch (event.getEventType()) {
            case EVENT_TYPE_WORKFLOW_TASK_COMPLETED -> workflowTasks++;
            case EVENT_TYPE_WORKFLOW_TASK_FAILED ->
                broke(
                        history,
                        event.getWorkflowTaskFailedEventAttributes().getStartedEventId(),
                        run + " workflow task failed: "
                                + event.getWorkflowTaskFailedEventAttributes()
                                        .getFailure()
                                        .getMessage());
            case EVENT_TYPE_WORKFLOW_TASK_TIMED_OUT -> timedOut(run, history, event);
            case EVENT_TYPE_ACTIVITY_TASK_STARTED -> {
                activities++;
                int attempt = event.getActivityTaskStartedEventAttributes().getAttempt();
                if (attempt > 1) {
                    broken.add(run + " activity's attempt " + attempt + " after: "
                            + event.getActivityTaskStartedEventAttributes()
                                    .getLastFailure()
                                    .getMessage());
                }
            }
            case EVENT_TYPE_ACTIVITY_TASK_FAILED ->
                broken.add(run + " activity failed: "
                        + event.getActivityTaskFailedEventAttributes()
                                .getFailure()
                                .getMessage());
            case EVENT_TYPE_ACTIVITY_TASK_TIMED_OUT -> broken.add(run + " activity timed out");
            case EVENT_TYPE_MARKER_RECORDED -> marker(run, event.getMarkerRecordedEventAttributes());
            default -> {}
        }
    }

    /** A task that waited in the queue of a worker that is gone was never an attempt: nobody had begun it. */
    private void timedOut(String run, List<HistoryEvent> history, HistoryEvent event) {
        TimeoutType type = event.getWorkflowTaskTimedOutEventAttributes().getTimeoutType();
        if (type == TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START) {
            neverTaken++;
        } else {
            broke(
                    history,
                    event.getWorkflowTaskTimedOutEventAttributes().getStartedEventId(),
                    run + " workflow task timed out: " + type);
        }
    }

    private void broke(List<HistoryEvent> history, long started, String how) {
        String by = history.get((int) started - 1)
                .getWorkflowTaskStartedEventAttributes()
                .getIdentity();
        (by.startsWith(worker) ? broken : othersBroken).add(how);
    }

    private void marker(String run, MarkerRecordedEventAttributes marker) {
        if (!marker.getMarkerName().equals("LocalActivity")) {
            return;
        }
        localActivities++;
        if (marker.hasFailure()) {
            broken.add(run + " local activity failed: " + marker.getFailure().getMessage());
        }
        Payload meta = marker.getDetailsOrThrow("meta").getPayloads(0);
        String said = meta.getData().toStringUtf8();
        if (!said.contains("\"atpt\":1,")) {
            broken.add(run + " local activity again: " + said);
        }
    }

    /** Every attempt that failed, timed out or was done again, with its run. */
    List<String> broken() {
        return List.copyOf(broken);
    }

    @Override
    public String toString() {
        return workflowTasks + " workflow tasks, " + activities + " activities, " + localActivities
                + " local activities; " + broken.size() + " attempts of that worker failed or were repeated, "
                + othersBroken.size() + " of the next one; " + neverTaken
                + " workflow tasks waited in the queue of the worker that was gone";
    }
}
