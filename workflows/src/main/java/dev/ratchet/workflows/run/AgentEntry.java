package dev.ratchet.workflows.run;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratchet.workflows.contract.CanonicalJson;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;

/**
 * An agent as the registry names it: all that somebody needs to start a run of it.
 *
 * @param name frozen; first part of its workflow ids. 1 to 40 lower-case letters, digits and hyphens, starting with a letter;
 *     not {@code batch}, with which the ids of batches begin
 * @param purpose one sentence
 * @param workflowType as Temporal knows it
 */
public record AgentEntry(String name, String purpose, Intake intake, String workflowType, String taskQueue) {
    private static final Pattern NAME = Pattern.compile("(?!batch$)[a-z][a-z0-9-]{0,39}");

    public AgentEntry {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("the name of an agent is 1 to 40 lower-case letters, digits and hyphens,"
                    + " starts with a letter and is not 'batch'; it is '" + name + "'");
        }
        if (purpose.isBlank() || workflowType.isBlank() || taskQueue.isBlank()) {
            throw new IllegalArgumentException(
                    "agent '" + name + "' should have a purpose, a workflow type and a task queue");
        }
    }

    /** What a run of it begins with. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "takes")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Document.class, name = "document"),
        @JsonSubTypes.Type(value = Json.class, name = "json")
    })
    public sealed interface Intake {}

    /** The bytes of a file. */
    public record Document() implements Intake {}

    /** @param schema JSON Schema, draft 2020-12, of the input */
    public record Json(String schema) implements Intake {
        public Json {
            try {
                CanonicalJson.read(schema, ObjectNode.class);
            } catch (UncheckedIOException e) {
                throw new IllegalArgumentException("a schema should be a JSON object: " + e.getMessage(), e);
            }
        }
    }
}
