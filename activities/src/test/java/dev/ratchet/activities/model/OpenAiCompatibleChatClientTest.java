package dev.ratchet.activities.model;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.ratchet.workflows.contract.FailureType;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiCompatibleChatClientTest extends ChatClientContract {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final String KEY = "sk-never-to-be-seen";

    @RegisterExtension
    static final WireMockExtension PROVIDER = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    private final ChatClient client = client(Duration.ofSeconds(20));

    private static ChatClient client(Duration timeout) {
        return new OpenAiCompatibleChatClient(
                new ModelConfig(URI.create(PROVIDER.baseUrl() + "/v1"), KEY, "asked-for", timeout, Price.NONE),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private ChatClient answering(ResponseDefinitionBuilder response) {
        PROVIDER.stubFor(post(urlEqualTo("/v1/chat/completions")).willReturn(response));
        return client;
    }

    private static ResponseDefinitionBuilder completion(String text, String finish) {
        ObjectNode body = new ObjectMapper().createObjectNode();
        body.put("id", "c1").put("object", "chat.completion").put("created", 1).put("model", "answered-as");
        ObjectNode choice = body.putArray("choices").addObject().put("index", 0).put("finish_reason", finish);
        choice.putObject("message").put("role", "assistant").put("content", text);
        body.putObject("usage")
                .put("prompt_tokens", 11)
                .put("completion_tokens", 5)
                .put("total_tokens", 16);
        return aResponse().withHeader("Content-Type", "application/json").withBody(body.toString());
    }

    private static ResponseDefinitionBuilder error(int status, String code) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody("{\"error\":{\"message\":\"Incorrect key " + KEY + " in your prompt\",\"code\":\"" + code
                        + "\"}}");
    }

    private static ChatFailure failure(ChatClient client) {
        ChatFailure failure = catchThrowableOfType(ChatFailure.class, () -> client.ask(CALL));
        assertThat(failure).isNotNull();
        assertThat(String.valueOf(failure.getMessage())).doesNotContain(KEY, "prompt", CALL.user());
        return failure;
    }

    @Override
    ChatClient saying(String text) {
        return answering(completion(text, "stop"));
    }

    @Override
    ChatClient cutOffAfter(String text) {
        return answering(completion(text, "length"));
    }

    @Override
    ChatClient filtering() {
        return answering(completion("", "content_filter"));
    }

    @Override
    ChatClient refusing() {
        return answering(error(401, "invalid_api_key"));
    }

    @Override
    ChatClient busyFor(int seconds) {
        return answering(error(429, "rate_limit_exceeded").withHeader("Retry-After", String.valueOf(seconds)));
    }

    @Override
    String model() {
        return "answered-as";
    }

    @Test
    void asksOnceWithAStrictSchemaOverHttp11() {
        saying("{}").ask(CALL);
        PROVIDER.verify(
                1,
                postRequestedFor(urlEqualTo("/v1/chat/completions"))
                        .withHeader("Authorization", equalTo("Bearer " + KEY))
                        .withoutHeader("Upgrade")
                        .withRequestBody(matchingJsonPath("$.model", equalTo("asked-for")))
                        .withRequestBody(matchingJsonPath("$.max_completion_tokens", equalTo("50")))
                        .withRequestBody(matchingJsonPath("$.messages[0].role", equalTo("system")))
                        .withRequestBody(matchingJsonPath("$.messages[0].content", equalTo(CALL.system())))
                        .withRequestBody(matchingJsonPath("$.messages[1].role", equalTo("user")))
                        .withRequestBody(matchingJsonPath("$.response_format.type", equalTo("json_schema")))
                        .withRequestBody(matchingJsonPath("$.response_format.json_schema.strict", equalTo("true")))
                        .withRequestBody(matchingJsonPath("$.response_format.json_schema.name", equalTo("test_answer")))
                        .withRequestBody(matchingJsonPath(
                                "$.response_format.json_schema.schema.additionalProperties", equalTo("false"))));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 425, 429, 500, 502, 503, 504, 529})
    void whatPassesIsWorthAnotherTryAndIsTriedOnceHere(int status) {
        ChatFailure failure = failure(answering(error(status, "overloaded")));
        assertThat(failure.type()).isEqualTo(FailureType.MODEL_UNAVAILABLE);
        assertThat(failure).hasMessage("the model's server answered " + status + " (overloaded)");
        PROVIDER.verify(1, postRequestedFor(urlEqualTo("/v1/chat/completions")));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 307, 400, 401, 402, 403, 404, 413, 422})
    void whatDoesNotPassIsRefused(int status) {
        assertThat(failure(answering(error(status, "bad_request"))).type()).isEqualTo(FailureType.MODEL_REFUSED);
    }

    @Test
    void anEmptyPurseIsNotAFullHouse() {
        ChatFailure failure = failure(answering(error(429, "insufficient_quota").withHeader("Retry-After", "1")));
        assertThat(failure.type()).isEqualTo(FailureType.MODEL_REFUSED);
        assertThat(failure.retryAfter()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | PT0S",
                "20 | PT20S",
                "86400 | PT5M",
                "Sat, 21 Nov 2026 12:00:42 GMT | PT42S",
                "Sat, 21 Nov 2026 13:00:00 GMT | PT5M",
                "Sat, 21 Nov 2026 11:00:00 GMT | PT0S"
            })
    void retryAfterInBothForms(String header, Duration delay) {
        ChatClient busy = answering(error(503, "overloaded").withHeader("Retry-After", header));
        assertThat(failure(busy).retryAfter()).contains(delay);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-3", "1e3", "2026-11-21T12:00:00Z"})
    void aRetryAfterInNoFormIsNone(String header) {
        ChatClient busy = answering(error(503, "overloaded").withHeader("Retry-After", header));
        assertThat(failure(busy).retryAfter()).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aBrokenConnectionIsWorthAnotherTry(Fault fault) {
        assertThat(failure(answering(aResponse().withFault(fault))).type()).isEqualTo(FailureType.MODEL_UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>proxy</html>", "", "{\"id\":\"c1\",\"choi", "[]", "{\"choices\":[]}", "null"})
    void whatIsNoCompletionIsWorthAnotherTry(String body) {
        assertThat(failure(answering(aResponse().withBody(body))).type()).isEqualTo(FailureType.MODEL_UNAVAILABLE);
    }

    @Test
    void aRefusalInTheMessageIsFiltered() {
        ChatClient refusal = answering(aResponse()
                .withBody(
                        "{\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":"
                                + "{\"role\":\"assistant\",\"content\":null,\"refusal\":\"I cannot help\"}}]}"));
        assertThat(refusal.ask(CALL)).isInstanceOf(Completion.Filtered.class);
    }

    @Test
    void theTimeoutBoundsTheWholeCallNotOnlyTheFirstByte() {
        answering(completion("x".repeat(100_000), "stop").withChunkedDribbleDelay(50, 10_000));
        assertThat(failure(client(Duration.ofSeconds(1))))
                .hasMessage("the model did not answer within 1 s")
                .returns(FailureType.MODEL_UNAVAILABLE, ChatFailure::type);
    }

    @Test
    void anEndlessBodyIsCutAtItsCap() {
        assertThat(failure(answering(aResponse().withBody("x".repeat(ProviderHttp.MOST_BYTES + 1)))))
                .hasMessage("the model's server sent more than 1048576 bytes")
                .returns(FailureType.MODEL_REFUSED, ChatFailure::type);
    }

    @Test
    void nobodyListening() {
        ChatClient nobody = new OpenAiCompatibleChatClient(
                new ModelConfig(URI.create("http://127.0.0.1:1/v1"), KEY, "m", Duration.ofSeconds(5), Price.NONE));
        assertThat(failure(nobody).type()).isEqualTo(FailureType.MODEL_UNAVAILABLE);
    }

    @Test
    void aModelNobodyConfiguredSaysWhatToSet() {
        assertThat(failure(ChatClient.of(Optional.empty())))
                .returns(FailureType.MODEL_NOT_CONFIGURED, ChatFailure::type)
                .hasMessageContaining("RATCHET_MODEL_URL");
    }
}
