package dev.ratchet.worker.replay;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.ratchet.workflows.contract.CanonicalJson;
import io.temporal.api.history.v1.History;
import io.temporal.common.WorkflowExecutionHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    /**
     * All in a folder and in those below it, by name.
     *
     * @throws IOException with the file's name, when one is missing or is no history
     */
    public static List<Golden> all(Path folder) throws IOException {
        List<Golden> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(ASKED))
                    .sorted()
                    .toList()) {
                all.add(read(file, file.getFileName().toString().replace(ASKED, "")));
            }
        }
        return all;
    }

    private static Golden read(Path asked, String name) throws IOException {
        Path history = asked.resolveSibling(name + ".json");
        try {
            return new Golden(
                    name,
                    history(Files.readString(history)),
                    JSON.readValue(Files.readString(asked), new TypeReference<List<Ask>>() {}));
        } catch (IOException e) {
            throw new IOException(
                    history + " and " + asked.getFileName() + " are no recorded run: " + e.getMessage(), e);
        }
    }

    /** Histories name their workflow's id in their first event; the replayer wants it said. */
    private static WorkflowExecutionHistory history(String json) throws InvalidProtocolBufferException {
        History.Builder history = History.newBuilder();
        JsonFormat.parser().ignoringUnknownFields().merge(json, history);
        if (history.getEventsCount() == 0) {
            throw new InvalidProtocolBufferException("there are no events in it");
        }
        return new WorkflowExecutionHistory(
                history.build(),
                history.getEvents(0)
                        .getWorkflowExecutionStartedEventAttributes()
                        .getWorkflowId());
    }

    /** The run's own id, as its workflow sees it; what the replayer says of a history is not always that. */
    public static String runId(WorkflowExecutionHistory history) {
        return history.getEvents()
                .get(0)
                .getWorkflowExecutionStartedEventAttributes()
                .getOriginalExecutionRunId();
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
