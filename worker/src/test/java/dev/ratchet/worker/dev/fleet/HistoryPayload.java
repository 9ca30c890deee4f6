package dev.ratchet.worker.dev.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temporal.common.WorkflowExecutionHistory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * One payload as a history has it.
 *
 * @param path of fields from the history to it, with dots and without the places in lists
 * @param encoding as {@code json/plain}
 * @param keyId empty: the payload is in the clear
 * @param text its bytes as UTF-8
 */
record HistoryPayload(String path, String encoding, String keyId, String text) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static List<HistoryPayload> in(WorkflowExecutionHistory history) throws IOException {
        List<HistoryPayload> found = new ArrayList<>();
        collect("", JSON.readTree(history.toJson(false)), found);
        return found;
    }

    private static void collect(String path, JsonNode node, List<HistoryPayload> found) {
        if (node.path("data").isTextual() || node.path("metadata").has("encoding")) {
            JsonNode metadata = node.path("metadata");
            found.add(new HistoryPayload(
                    path,
                    decoded(metadata.path("encoding")),
                    decoded(metadata.path("encryption-key-id")),
                    decoded(node.path("data"))));
        } else if (node.isArray()) {
            node.forEach(each -> collect(path, each, found));
        } else {
            node.properties()
                    .forEach(field -> collect(
                            path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue(), found));
        }
    }

    private static String decoded(JsonNode base64) {
        return new String(Base64.getDecoder().decode(base64.asText()), StandardCharsets.UTF_8);
    }

    boolean isEncrypted() {
        return encoding.equals("binary/encrypted") && !keyId.isEmpty();
    }
}
