package dev.ratchet.worker.replay;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.workflows.temporal.Converters;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.converter.DataConverter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a history tells of the activities that its run asked for: of local ones the type alone, of others their inputs, too. */
final class Activities {
    private static final DataConverter CONVERTER = Converters.dataConverter();

    private Activities() {}

    /** @param inputs absent where the history does not have them */
    record Recorded(String type, @Nullable List<JsonNode> inputs) {}

    /** In the history's order. */
    static List<Recorded> of(WorkflowExecutionHistory history) {
        List<Recorded> activities = new ArrayList<>();
        for (HistoryEvent event : history.getEvents()) {
            if (event.hasActivityTaskScheduledEventAttributes()) {
                var scheduled = event.getActivityTaskScheduledEventAttributes();
                activities.add(new Recorded(scheduled.getActivityType().getName(), inputs(scheduled.getInput())));
            } else if (event.hasMarkerRecordedEventAttributes()) {
                event.getMarkerRecordedEventAttributes()
                        .getDetailsOrDefault("type", Payloads.getDefaultInstance())
                        .getPayloadsList()
                        .forEach(type -> activities.add(
                                new Recorded(CONVERTER.fromPayload(type, String.class, String.class), null)));
            }
        }
        return activities;
    }

    private static List<JsonNode> inputs(Payloads payloads) {
        List<JsonNode> inputs = new ArrayList<>();
        for (Payload payload : payloads.getPayloadsList()) {
            inputs.add(CONVERTER.fromPayload(payload, JsonNode.class, JsonNode.class));
        }
        return inputs;
    }
}
