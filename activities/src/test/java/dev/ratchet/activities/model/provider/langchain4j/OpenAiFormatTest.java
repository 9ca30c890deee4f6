package dev.ratchet.activities.model.provider.langchain4j;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratchet.activities.model.provider.ChatClient;
import dev.ratchet.activities.model.provider.Completion;
import dev.ratchet.activities.model.provider.Provider;
import dev.ratchet.activities.model.provider.SchemaMode;
import dev.ratchet.activities.model.provider.Tokens;
import org.junit.jupiter.api.Test;

class OpenAiFormatTest extends FormatContract {
    @Override
    Provider provider() {
        return Provider.OPENAI;
    }

    @Override
    String base() {
        return "/v1";
    }

    @Override
    String path() {
        return "/v1/chat/completions";
    }

    @Override
    ObjectNode completion(String text, End end) {
        ObjectNode body = body(
                switch (end) {
                    case STOP -> "stop";
                    case LENGTH -> "length";
                    case FILTER -> "content_filter";
                });
        message(body).put("content", text);
        return body;
    }

    @Override
    ObjectNode toolCall(String... arguments) {
        ObjectNode body = body("tool_calls");
        ArrayNode calls = message(body).putNull("content").putArray("tool_calls");
        for (String each : arguments) {
            ObjectNode call = calls.addObject().put("id", "t" + calls.size()).put("type", "function");
            call.putObject("function").put("name", "test_answer").put("arguments", each);
        }
        return body;
    }

    private static ObjectNode body(String finish) {
        ObjectNode body = JSON.createObjectNode();
        body.put("id", "c1").put("object", "chat.completion").put("created", 1).put("model", "answered-as");
        ObjectNode choice = body.putArray("choices").addObject().put("index", 0).put("finish_reason", finish);
        choice.putObject("message").put("role", "assistant");
        ObjectNode usage = body.putObject("usage")
                .put("prompt_tokens", 11)
                .put("completion_tokens", 5)
                .put("total_tokens", 16);
        usage.putObject("prompt_tokens_details").put("cached_tokens", 7);
        return body;
    }

    private static ObjectNode message(ObjectNode body) {
        return (ObjectNode) body.at("/choices/0/message");
    }

    @Override
    String error(String code) {
        return "{\"error\":{\"message\":\"Incorrect key " + KEY + " in your prompt\",\"code\":\"" + code + "\"}}";
    }

    @Override
    String request(SchemaMode mode) {
        String system = mode == SchemaMode.INSTRUCTIONS ? AnswerSchema.asInstructions(CALL) : CALL.system();
        String held = switch (mode) {
            case NATIVE ->
                ", \"response_format\": {\"type\": \"json_schema\", \"json_schema\": {\"name\": \"test_answer\","
                        + " \"strict\": true, \"schema\": " + CALL.schema() + "}}";
            case TOOL ->
                ", \"tool_choice\": \"required\", \"tools\": [{\"type\": \"function\", \"function\": {\"name\":"
                        + " \"test_answer\", \"description\": \"gives the answer\", \"strict\": true, \"parameters\": "
                        + CALL.schema() + "}}]";
            case INSTRUCTIONS -> "";
        };
        return "{\"model\": \"asked-for\", \"stream\": false, \"max_completion_tokens\": 50, \"messages\": ["
                + "{\"role\": \"system\", \"content\": " + JSON.valueToTree(system) + "},"
                + "{\"role\": \"user\", \"content\": " + JSON.valueToTree(CALL.user()) + "}]" + held + "}";
    }

    @Test
    void theKeyIsABearerTokenAndCachedTokensAreCounted() {
        assertThat(saying("{}").ask(CALL).tokens()).isEqualTo(new Tokens(11, 7, 5));
        PROVIDER.verify(1, asked().withHeader("Authorization", equalTo("Bearer " + KEY)));
    }

    @Test
    void aRefusalInTheMessageIsFiltered() {
        ChatClient refusal = answering(aResponse()
                .withBody(
                        "{\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":"
                                + "{\"role\":\"assistant\",\"content\":null,\"refusal\":\"I cannot help\"}}]}"));
        assertThat(refusal.ask(CALL)).isInstanceOf(Completion.Filtered.class);
    }
}
