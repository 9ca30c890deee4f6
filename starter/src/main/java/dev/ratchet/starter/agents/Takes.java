package dev.ratchet.starter.agents;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.run.AgentEntry;
import java.util.ArrayList;
import java.util.List;

/** What an agent takes, in words. */
final class Takes {
    private Takes() {}

    /** {@code a document}, or {@code JSON: amount (integer), note (string, optional)}. */
    static String inWords(AgentEntry.Intake intake) {
        if (!(intake instanceof AgentEntry.Json takes)) {
            return "a document";
        }
        List<String> fields = fields(takes.schema());
        return fields.isEmpty() ? "JSON" : "JSON: " + String.join(", ", fields);
    }

    /** Empty when the schema does not name fields. */
    private static List<String> fields(String schema) {
        List<String> fields = new ArrayList<>();
        JsonNode root = CanonicalJson.read(schema, JsonNode.class);
        List<String> required = new ArrayList<>();
        root.path("required").forEach(name -> required.add(name.asText()));
        root.path("properties").properties().forEach(field -> {
            String type = field.getValue().path("type").asText("any");
            boolean optional = !required.contains(field.getKey());
            fields.add(field.getKey() + " (" + type + (optional ? ", optional" : "") + ")");
        });
        return fields;
    }
}
