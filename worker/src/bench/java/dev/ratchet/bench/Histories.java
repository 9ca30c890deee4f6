package dev.ratchet.bench;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.common.WorkflowExecutionHistory;
import java.util.ArrayList;
import java.util.List;

/** The histories of one workflow, from its first run through every continue-as-new. */
final class Histories {
    private Histories() {}

    static List<List<HistoryEvent>> of(WorkflowClient client, WorkflowExecution first) {
        List<List<HistoryEvent>> histories = new ArrayList<>();
        String run = first.getRunId();
        while (!run.isEmpty()) {
            WorkflowExecutionHistory history = client.fetchHistory(first.getWorkflowId(), run);
            histories.add(history.getEvents());
            HistoryEvent last = history.getLastEvent();
            run = last.getEventType() == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW
                    ? last.getWorkflowExecutionContinuedAsNewEventAttributes().getNewExecutionRunId()
                    : "";
        }
        return histories;
    }

    static long bytes(List<HistoryEvent> events) {
        return events.stream().mapToLong(HistoryEvent::getSerializedSize).sum();
    }
}
