package dev.ratchet.activities.model.provider.langchain4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.ratchet.activities.model.provider.ChatCall;
import java.util.ArrayList;
import java.util.List;

/** The schema of a call's answer, in the three ways in which a model can be given it. */
final class AnswerSchema {
    private static final ObjectMapper JSON = new ObjectMapper();

    private AnswerSchema() {}

    static ResponseFormat asFormat(ChatCall call) {
        return ResponseFormat.builder()
                .type(ResponseFormatType.JSON)
                .jsonSchema(JsonSchema.builder()
                        .name(call.schemaName())
                        .rootElement(JsonRawSchema.from(call.schema()))
                        .build())
                .build();
    }

    static ToolSpecification asTool(ChatCall call) {
        JsonNode root = root(call);
        JsonObjectSchema.Builder parameters = JsonObjectSchema.builder().additionalProperties(false);
        root.path("properties")
                .properties()
                .forEach(property -> parameters.addProperty(
                        property.getKey(),
                        JsonRawSchema.from(property.getValue().toString())));
        List<String> required = new ArrayList<>();
        root.path("required").forEach(name -> required.add(name.asText()));
        parameters.required(required);
        return ToolSpecification.builder()
                .name(call.schemaName())
                .description("gives the answer")
                .parameters(parameters.build())
                .build();
    }

    static String asInstructions(ChatCall call) {
        return call.system().stripTrailing()
                + "\n\nThe answer\n\nOne JSON object that this JSON Schema allows, and nothing before or after it:\n"
                + call.schema() + "\n";
    }

    private static JsonNode root(ChatCall call) {
        try {
            return JSON.readTree(call.schema());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the schema of an answer is a JSON object", e);
        }
    }
}
