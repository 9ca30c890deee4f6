package dev.ratchet.activities.model.provider.langchain4j;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratchet.activities.model.provider.Provider;
import dev.ratchet.activities.model.provider.SchemaMode;
import dev.ratchet.activities.model.provider.Tokens;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class AnthropicFormatTest extends FormatContract {
    @Override
    Provider provider() {
        return Provider.ANTHROPIC;
    }

    @Override
    String base() {
        return "/v1";
    }

    @Override
    String path() {
        return "/v1/messages";
    }

    @Override
    ObjectNode completion(String text, End end) {
        ObjectNode body = body(
                switch (end) {
                    case STOP -> "end_turn";
                    case LENGTH -> "max_tokens";
                    case FILTER -> "refusal";
                });
        if (!text.isEmpty()) {
            ((ArrayNode) body.required("content"))
                    .addObject()
                    .put("type", "text")
                    .put("text", text);
        }
        return body;
    }

    @Override
    ObjectNode toolCall(String... arguments) throws IOException {
        ObjectNode body = body("tool_use");
        ArrayNode content = (ArrayNode) body.required("content");
        for (String each : arguments) {
            ObjectNode call = content.addObject().put("type", "tool_use").put("id", "t" + content.size());
            call.put("name", "test_answer").set("input", JSON.readTree(each));
        }
        return body;
    }

    private static ObjectNode body(String stop) {
        ObjectNode body = JSON.createObjectNode();
        body.put("id", "m1").put("type", "message").put("role", "assistant").put("model", "answered-as");
        body.put("stop_reason", stop).putArray("content");
        body.putObject("usage")
                .put("input_tokens", 3)
                .put("cache_creation_input_tokens", 1)
                .put("cache_read_input_tokens", 7)
                .put("output_tokens", 5);
        return body;
    }

    @Override
    String error(String code) {
        return "{\"type\":\"error\",\"error\":{\"type\":\"" + code + "\",\"message\":\"" + KEY
                + " is no key; your prompt\"}}";
    }

    @Override
    String request(SchemaMode mode) {
        String system = mode == SchemaMode.INSTRUCTIONS ? AnswerSchema.asInstructions(CALL) : CALL.system();
        String held = switch (mode) {
            case NATIVE ->
                ", \"output_config\": {\"format\": {\"type\": \"json_schema\", \"schema\": " + CALL.schema() + "}}";
            case TOOL ->
                ", \"tool_choice\": {\"type\": \"any\", \"disable_parallel_tool_use\": true}, \"tools\": [{\"name\":"
                        + " \"test_answer\", \"description\": \"gives the answer\", \"input_schema\": {\"type\":"
                        + " \"object\", \"properties\": {}, \"required\": []}}]";
            case INSTRUCTIONS -> "";
        };
        return "{\"model\": \"asked-for\", \"stream\": false, \"max_tokens\": 50, \"system\": [{\"type\": \"text\","
                + " \"text\": " + JSON.valueToTree(system) + "}], \"messages\": [{\"role\": \"user\", \"content\":"
                + " [{\"type\": \"text\", \"text\": " + JSON.valueToTree(CALL.user()) + "}]}]" + held + "}";
    }

    @Test
    void theKeyHasAHeaderOfItsOwnAndAllTokensReadAreCounted() {
        assertThat(saying("{}").ask(CALL).tokens()).isEqualTo(new Tokens(11, 7, 5));
        PROVIDER.verify(
                1,
                asked().withHeader("x-api-key", equalTo(KEY))
                        .withHeader("anthropic-version", matching("20[0-9]{2}-[0-9]{2}-[0-9]{2}"))
                        .withoutHeader("Authorization"));
    }
}
