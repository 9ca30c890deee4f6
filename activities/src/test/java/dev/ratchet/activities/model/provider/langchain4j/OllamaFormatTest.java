package dev.ratchet.activities.model.provider.langchain4j;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratchet.activities.model.provider.ChatCall;
import dev.ratchet.activities.model.provider.Provider;
import dev.ratchet.activities.model.provider.SchemaMode;
import dev.ratchet.activities.model.provider.Tokens;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OllamaFormatTest extends FormatContract {
    @Override
    Provider provider() {
        return Provider.OLLAMA;
    }

    @Override
    String base() {
        return "";
    }

    @Override
    String path() {
        return "/api/chat";
    }

    @Override
    ObjectNode completion(String text, End end) {
        ObjectNode body = body(end == End.LENGTH ? "length" : "stop");
        ((ObjectNode) body.required("message")).put("content", text);
        return body;
    }

    @Override
    ObjectNode toolCall(String... arguments) throws IOException {
        ObjectNode body = body("stop");
        ArrayNode calls =
                ((ObjectNode) body.required("message")).put("content", "").putArray("tool_calls");
        for (String each : arguments) {
            calls.addObject().putObject("function").put("name", "test_answer").set("arguments", JSON.readTree(each));
        }
        return body;
    }

    private static ObjectNode body(String done) {
        ObjectNode body = JSON.createObjectNode();
        body.put("model", "answered-as").put("done", true).put("done_reason", done);
        body.put("prompt_eval_count", 11).put("eval_count", 5);
        body.putObject("message").put("role", "assistant");
        return body;
    }

    @Override
    String error(String code) {
        return "{\"error\":{\"type\":\"" + code + "\",\"message\":\"" + KEY + " is no key; your prompt\"}}";
    }

    @Override
    String request(SchemaMode mode) {
        String system = mode == SchemaMode.INSTRUCTIONS ? AnswerSchema.asInstructions(CALL) : CALL.system();
        String tool = "{\"type\": \"function\", \"function\": {\"name\": \"test_answer\", \"description\":"
                + " \"gives the answer\", \"parameters\": {\"type\": \"object\", \"properties\": {}, \"required\": []}}}";
        return "{\"model\": \"asked-for\", \"stream\": false, \"options\": {\"num_ctx\": 4096, \"num_predict\": 50, \"stop\": []},"
                + (mode == SchemaMode.NATIVE ? "\"format\": " + CALL.schema() + "," : "")
                + "\"tools\": [" + (mode == SchemaMode.TOOL ? tool : "") + "], \"messages\": ["
                + "{\"role\": \"system\", \"content\": " + JSON.valueToTree(system) + "},"
                + "{\"role\": \"user\", \"content\": " + JSON.valueToTree(CALL.user()) + "}]}";
    }

    /** Else Ollama would cut the prompt off without a word. */
    @ParameterizedTest
    @CsvSource({"2_000, 4096", "8_000, 8192", "24_000, 16384", "64_000, 65536", "9_000_000, 131072"})
    void theContextHoldsTheWholeCall(String characters, int context) {
        int length = Integer.parseInt(characters.replace("_", ""));
        saying("{}").ask(new ChatCall("system", "x".repeat(length), "test_answer", CALL.schema(), 500));
        PROVIDER.verify(
                1, asked().withRequestBody(matchingJsonPath("$.options.num_ctx", equalTo(String.valueOf(context)))));
    }

    /** It has no filter of its own, and no way to say so. */
    @Override
    protected void aFilteredAnswerSaysSo() {}

    @Test
    void aKeyIsABearerTokenForTheProxyBeforeIt() {
        assertThat(saying("{}").ask(CALL).tokens()).isEqualTo(new Tokens(11, 0, 5));
        PROVIDER.verify(1, asked().withHeader("Authorization", equalTo("Bearer " + KEY)));
    }
}
