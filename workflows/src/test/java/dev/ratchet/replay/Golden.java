package dev.ratchet.replay;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.ratchet.workflows.contract.CanonicalJson;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.WorkflowExecutionHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A run that was recorded: its history as the server kept it, and beside it what it asked for. Two files, {@code
 * name.json} and {@code name.asked.json}.
 */
public record Golden(String name, WorkflowExecutionHistory history, List<Ask> asked) {
    private static final String ASKED = ".asked.json";
    private static final ObjectMapper JSON = CanonicalJson.mapper().enable(SerializationFeature.INDENT_OUTPUT);

    public Golden {
        asked = List.copyOf(asked);
    }

    /** All in a folder, by name. */
    public static List<Golden> all(Path folder) throws IOException {
        List<Golden> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(ASKED))
                    .sorted()
                    .toList()) {
                all.add(read(folder, file.getFileName().toString().replace(ASKED, "")));
            }
        }
        return all;
    }

    private static Golden read(Path folder, String name) throws IOException {
        return new Golden(
                name,
                history(Files.readString(folder.resolve(name + ".json"))),
                JSON.readValue(folder.resolve(name + ASKED).toFile(), new TypeReference<List<Ask>>() {}));
    }

    /** Histories name their workflow's id in their first event; the replayer wants it said. */
    private static WorkflowExecutionHistory history(String json) {
        String id = WorkflowExecutionHistory.fromJson(json)
                .getEvents()
                .get(0)
                .getWorkflowExecutionStartedEventAttributes()
                .getWorkflowId();
        return WorkflowExecutionHistory.fromJson(json, id);
    }

    /** The run's own id, as its workflow sees it; what the replayer says of a history is not always that. */
    public static String runId(WorkflowExecutionHistory history) {
        return history.getEvents()
                .get(0)
                .getWorkflowExecutionStartedEventAttributes()
                .getOriginalExecutionRunId();
    }

    /** Types of the activities, local ones too, in the history's order. */
    static List<String> activities(WorkflowExecutionHistory history) {
        return history.getEvents().stream()
                .map(Golden::activity)
                .filter(type -> !type.isEmpty())
                .toList();
    }

    private static String activity(HistoryEvent event) {
        return event.hasActivityTaskScheduledEventAttributes()
                ? event.getActivityTaskScheduledEventAttributes()
                        .getActivityType()
                        .getName()
                : event
                        .getMarkerRecordedEventAttributes()
                        .getDetailsOrDefault("type", Payloads.getDefaultInstance())
                        .getPayloadsList()
                        .stream()
                        .map(type -> type.getData().toStringUtf8().replace("\"", ""))
                        .collect(Collectors.joining());
    }

    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(name + ".json"), history.toJson(true) + "\n");
        Files.writeString(folder.resolve(name + ASKED), JSON.writeValueAsString(asked) + "\n");
    }

    @Override
    public String toString() {
        return name;
    }
}
