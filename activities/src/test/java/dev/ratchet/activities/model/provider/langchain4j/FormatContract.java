package dev.ratchet.activities.model.provider.langchain4j;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import dev.ratchet.activities.model.provider.ApiKey;
import dev.ratchet.activities.model.provider.ChatClient;
import dev.ratchet.activities.model.provider.ChatClientContract;
import dev.ratchet.activities.model.provider.ChatFailure;
import dev.ratchet.activities.model.provider.Completion;
import dev.ratchet.activities.model.provider.Endpoint;
import dev.ratchet.activities.model.provider.Provider;
import dev.ratchet.activities.model.provider.SchemaMode;
import dev.ratchet.activities.model.provider.Timeouts;
import dev.ratchet.workflows.contract.FailureType;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client of every wire format sends, byte by byte, and makes of what comes back. */
abstract class FormatContract extends ChatClientContract {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    static final String KEY = "sk-never-to-be-seen";
    static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    static final WireMockExtension PROVIDER = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    /** Of the format. */
    abstract Provider provider();

    /** Between the server and the path. */
    abstract String base();

    abstract String path();

    /** A whole response. */
    abstract ObjectNode completion(String text, End end);

    /** A whole response that calls the tool {@code test_answer}, once for each of the arguments. */
    abstract ObjectNode toolCall(String... arguments) throws IOException;

    /** Body of a refusal that repeats the key and the prompt, as some do. */
    abstract String error(String code);

    /** The request's body as it should be, without the messages' texts. */
    abstract String request(SchemaMode mode);

    enum End {
        STOP,
        LENGTH,
        FILTER
    }

    ChatClient client(Duration timeout, SchemaMode mode) {
        return LangChainChatClient.of(
                new Endpoint(
                        "tested",
                        provider(),
                        URI.create(PROVIDER.baseUrl() + base()),
                        "asked-for",
                        new ApiKey("TEST_KEY", KEY),
                        mode,
                        Timeouts.answeringWithin(timeout)),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    ChatClient client() {
        return client(Duration.ofSeconds(20), SchemaMode.NATIVE);
    }

    ChatClient answering(ResponseDefinitionBuilder response) {
        PROVIDER.stubFor(post(urlEqualTo(path())).willReturn(response));
        return client();
    }

    static ResponseDefinitionBuilder json(ObjectNode body) {
        return aResponse().withHeader("Content-Type", "application/json").withBody(body.toString());
    }

    private ResponseDefinitionBuilder refusal(int status, String code) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody(error(code));
    }

    private static ChatFailure failure(ChatClient client) {
        ChatFailure failure = catchThrowableOfType(ChatFailure.class, () -> client.ask(CALL));
        assertThat(failure).isNotNull();
        assertThat(String.valueOf(failure.getMessage())).doesNotContain(KEY, "prompt", CALL.user());
        return failure;
    }

    @Override
    protected ChatClient saying(String text) {
        return answering(json(completion(text, End.STOP)));
    }

    @Override
    protected ChatClient cutOffAfter(String text) {
        return answering(json(completion(text, End.LENGTH)));
    }

    @Override
    protected ChatClient filtering() {
        return answering(json(completion("", End.FILTER)));
    }

    @Override
    protected ChatClient refusing() {
        return answering(refusal(401, "invalid_api_key"));
    }

    @Override
    protected ChatClient busyFor(int seconds) {
        return answering(refusal(429, "rate_limit_exceeded").withHeader("Retry-After", String.valueOf(seconds)));
    }

    @Override
    protected String model() {
        return "answered-as";
    }

    RequestPatternBuilder asked() {
        return postRequestedFor(urlEqualTo(path()));
    }

    @ParameterizedTest
    @EnumSource(SchemaMode.class)
    void exactlyThisIsSentOnceOverHttp11(SchemaMode mode) throws IOException {
        answering(mode == SchemaMode.TOOL ? json(toolCall("{}")) : json(completion("{}", End.STOP)));
        client(Duration.ofSeconds(20), mode).ask(CALL);
        PROVIDER.verify(
                1,
                asked().withoutHeader("Upgrade")
                        .withoutHeader("HTTP2-Settings")
                        .withRequestBody(equalToJson(request(mode), false, false)));
        PROVIDER.verify(1, asked());
    }

    @Test
    void theCallOfTheToolIsTheAnswerAndSeveralAreNone() throws IOException {
        answering(json(toolCall("{\"action\":\"go\",\"arguments\":{\"a\":\"1.10\"}}")));
        ChatClient client = client(Duration.ofSeconds(20), SchemaMode.TOOL);
        assertThat(JSON.readTree(client.ask(CALL).text()))
                .isEqualTo(JSON.readTree("{\"action\":\"go\",\"arguments\":{\"a\":\"1.10\"}}"));
        answering(json(toolCall("{\"a\":1}", "{\"a\":2}")));
        assertThat(client.ask(CALL).text().replaceAll("\\s", "")).isEqualTo("{\"a\":1}{\"a\":2}");
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 425, 429, 500, 502, 503, 504, 529})
    void whatPassesIsWorthAnotherTryAndIsTriedOnceHere(int status) {
        ChatFailure failure = failure(answering(refusal(status, "overloaded")));
        assertThat(failure.type()).isEqualTo(FailureType.MODEL_UNAVAILABLE);
        assertThat(failure).hasMessage("the model's server answered " + status + " (overloaded)");
        PROVIDER.verify(1, asked());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 405, 413, 422})
    void aRequestThatIsWrongIsRefused(int status) {
        assertThat(failure(answering(refusal(status, "bad_request"))).type()).isEqualTo(FailureType.MODEL_REFUSED);
        PROVIDER.verify(1, asked());
    }

    @ParameterizedTest
    @CsvSource({
        "401, TEST_KEY",
        "402, TEST_KEY",
        "403, TEST_KEY",
        "404, the model tested",
        "301, the model tested",
        "307, the model tested"
    })
    void whatEveryRequestWouldMeetIsDeniedAndSaysWhatToCheck(int status, String what) {
        ChatFailure failure = failure(answering(refusal(status, "some_code")));
        assertThat(failure.type()).isEqualTo(FailureType.MODEL_DENIED);
        assertThat(failure).hasMessageContaining(what);
        PROVIDER.verify(1, asked());
    }

    @ParameterizedTest
    @ValueSource(strings = {"insufficient_quota", "billing_error"})
    void anEmptyPurseIsNotAFullHouse(String code) {
        ChatFailure failure = failure(answering(refusal(429, code).withHeader("Retry-After", "1")));
        assertThat(failure.type()).isEqualTo(FailureType.MODEL_DENIED);
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
        ChatClient busy = answering(refusal(503, "overloaded").withHeader("Retry-After", header));
        assertThat(failure(busy).retryAfter()).contains(delay);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-3", "1e3", "2026-11-21T12:00:00Z"})
    void aRetryAfterInNoFormIsNone(String header) {
        ChatClient busy = answering(refusal(503, "overloaded").withHeader("Retry-After", header));
        assertThat(failure(busy).retryAfter()).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aBrokenConnectionIsWorthAnotherTry(Fault fault) {
        assertThat(failure(answering(aResponse().withFault(fault))).type()).isEqualTo(FailureType.MODEL_UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>proxy</html>", "", "{\"id\":\"c1\",\"choi", "[]", "{\"choices\":[]}", "null", "{}"})
    void whatIsNoCompletionIsWorthAnotherTry(String body) {
        assertThat(failure(answering(aResponse().withBody(body))).type()).isEqualTo(FailureType.MODEL_UNAVAILABLE);
    }

    /** Providers add fields whenever they like: only the answer itself is read strictly. */
    @Test
    void fieldsOfTheEnvelopeThatNobodyKnowsChangeNothing() {
        ObjectNode body = completion("{\"action\":\"go\"}", End.STOP);
        Completion plain = answering(json(body)).ask(CALL);
        List<ObjectNode> everywhere = new ArrayList<>();
        objects(body, everywhere);
        for (ObjectNode each : everywhere) {
            each.put("added_tomorrow", 1);
            each.putObject("nested_tomorrow").putArray("of").add("it");
        }
        assertThat(everywhere).hasSizeGreaterThan(1);
        assertThat(answering(json(body)).ask(CALL)).isEqualTo(plain);
    }

    private static void objects(JsonNode at, List<ObjectNode> found) {
        if (at instanceof ObjectNode object) {
            found.add(object);
        }
        at.forEach(child -> objects(child, found));
    }

    @Test
    void theTimeoutBoundsTheWholeCallNotOnlyTheFirstByte() {
        answering(json(completion("x".repeat(100_000), End.STOP)).withChunkedDribbleDelay(50, 10_000));
        assertThat(failure(client(Duration.ofSeconds(1), SchemaMode.NATIVE)))
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
        ChatClient nobody = LangChainChatClient.of(new Endpoint(
                "nobody",
                provider(),
                URI.create("http://127.0.0.1:1"),
                "m",
                new ApiKey("TEST_KEY", KEY),
                SchemaMode.NATIVE,
                Timeouts.USUAL));
        assertThat(failure(nobody).type()).isEqualTo(FailureType.MODEL_UNAVAILABLE);
    }
}
