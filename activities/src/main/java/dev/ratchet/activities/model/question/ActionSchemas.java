package dev.ratchet.activities.model.question;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.ratchet.workflows.agent.ActionKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The JSON Schema of an answer, made from the action records of the kinds that are legal now.
 *
 * <p>Its shape is what OpenAI's strict mode takes: an object at the root, every property required, a null type where a
 * value may be absent, no additional properties, nothing referenced. Strict mode has no way to tie {@code arguments}
 * to {@code action} at the root; the gate does that.
 */
public final class ActionSchemas {
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final Map<String, List<ActionKind>> vocabularies = new LinkedHashMap<>();
    private final Map<String, Schema> compiled = new ConcurrentHashMap<>();

    /** @param vocabularies every agent's action kinds, by the agent's name */
    public ActionSchemas(Map<String, ? extends List<? extends ActionKind>> vocabularies) {
        vocabularies.forEach((agent, kinds) -> this.vocabularies.put(agent, List.copyOf(kinds)));
    }

    /**
     * The legal kinds in the order of the agent's vocabulary.
     *
     * @throws IllegalArgumentException when the agent, or one of the names, is unknown, or there is none
     */
    public List<ActionKind> legal(String agent, List<String> names) {
        List<ActionKind> kinds = vocabularies.get(agent);
        if (kinds == null) {
            throw new IllegalArgumentException(
                    "no agent '" + agent + "' has a vocabulary here; " + vocabularies.keySet());
        }
        List<ActionKind> legal =
                kinds.stream().filter(kind -> names.contains(kind.wire())).toList();
        if (legal.isEmpty() || legal.size() != names.stream().distinct().count()) {
            throw new IllegalArgumentException("agent '" + agent + "' does not know all of the actions " + names);
        }
        return legal;
    }

    /** The schema of {@code {"action": …, "arguments": {…}}} as compact JSON. */
    public String schema(List<ActionKind> legal) {
        return json(legal).toString();
    }

    /**
     * Keywords of the schema that the answer breaks, such as {@code required}; never a word of the answer.
     *
     * @param answer any JSON
     */
    public List<String> broken(List<ActionKind> legal, String answer) {
        Schema schema = compiled.computeIfAbsent(schema(legal), REGISTRY::getSchema);
        return schema.validate(answer, InputFormat.JSON).stream()
                .map(error -> String.valueOf(error.getKeyword()))
                .distinct()
                .sorted()
                .toList();
    }

    private static ObjectNode json(List<ActionKind> legal) {
        List<String> names = legal.stream().map(ActionKind::wire).toList();
        ObjectNode action = JsonNodeFactory.instance.objectNode().put("type", "string");
        ArrayNode allowed = action.putArray("enum");
        names.forEach(allowed::add);
        List<ObjectNode> shapes = new ArrayList<>();
        legal.forEach(kind -> shapes.add(RecordSchemas.of(kind.type())
                .put("description", "arguments of " + kind.wire() + ": " + kind.purpose())));
        ObjectNode root = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode properties = root.putObject("properties");
        properties.set("action", action);
        if (shapes.size() == 1) {
            properties.set("arguments", shapes.get(0));
        } else {
            properties.putObject("arguments").putArray("anyOf").addAll(shapes);
        }
        root.putArray("required").add("action").add("arguments");
        return root.put("additionalProperties", false);
    }
}
