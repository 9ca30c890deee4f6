package dev.ratchet.worker.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.workflows.contract.CanonicalJson;
import java.util.ArrayList;
import java.util.List;

/**
 * One thing that a workflow asked for or answered.
 *
 * @param kind activity, local activity, timer, search attributes, continue as new, update or result
 * @param name type of the activity or workflow, name of the update, or empty
 * @param value its arguments or its answer, as the project's own payload conversion writes them
 */
public record Ask(String kind, String name, JsonNode value) {
    private static final ObjectMapper JSON = CanonicalJson.mapper();

    boolean activity() {
        return kind.endsWith("activity");
    }

    /** Of an activity, in the order of its parameters. */
    List<JsonNode> arguments() {
        List<JsonNode> arguments = new ArrayList<>();
        value.forEach(arguments::add);
        return arguments;
    }

    static Ask of(String kind, String name, Object value) {
        try {
            return new Ask(kind, name, JSON.readTree(JSON.writeValueAsBytes(value)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(name + " has an argument that is not JSON", e);
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
