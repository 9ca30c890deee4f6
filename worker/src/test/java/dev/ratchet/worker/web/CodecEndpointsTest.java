package dev.ratchet.worker.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.worker.web.authentication.Tokens;
import dev.ratchet.worker.web.codec.CodecAccess;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.encryption.EncryptingCodec;
import dev.ratchet.workflows.encryption.PayloadKeys;
import dev.ratchet.workflows.encryption.TestKeys;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.temporal.Converters;
import io.temporal.api.common.v1.Payload;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodecEndpointsTest {
    private static final String UI = "https://temporal.example.com";
    private static final String ANN = Tokens.random();
    private static final String OLGA = Tokens.random();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final PayloadKeys KEYS = TestKeys.of(TenantId.DEFAULT, "k1");

    @TempDir
    Path folder;

    private Gateway gateway;

    @BeforeEach
    void start() throws IOException {
        InMemoryPorts ports = new InMemoryPorts();
        ports.suppliers.add("ann", "clerk");
        ports.suppliers.add("olga", "operator");
        Tokens tokens = Tokens.ofPeople(Files.writeString(
                folder.resolve("tokens"), Tokens.line(ANN, "ann") + "\n" + Tokens.line(OLGA, "olga") + "\n"));
        gateway = Gateway.start(
                GatewayConfig.onLoopback(0), tokens, ports.ports(), new CodecAccess(KEYS, Optional.of(UI)));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private static Payload encrypted(PayloadKeys keys, String text) {
        return new EncryptingCodec(keys)
                .encode(List.of(Converters.dataConverter().toPayload(text).orElseThrow()))
                .get(0);
    }

    private static String body(Payload... payloads) throws IOException {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Payload payload : payloads) {
            Map<String, String> metadata = new TreeMap<>();
            payload.getMetadataMap().forEach((name, value) -> metadata.put(name, base64(value.toByteArray())));
            all.add(Map.of(
                    "metadata", metadata, "data", base64(payload.getData().toByteArray())));
        }
        return Json.mapper().writeValueAsString(Map.of("payloads", all));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private HttpResponse<String> send(String method, String body, @Nullable String token, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway.url() + "/codec/decode"))
                .method(method, BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .header("X-Namespace", "default");
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static String data(HttpResponse<String> answer, int at) throws IOException {
        JsonNode data = Json.mapper().readTree(answer.body()).at("/payloads/" + at + "/data");
        return new String(Base64.getDecoder().decode(data.asText()), StandardCharsets.UTF_8);
    }

    @Test
    void only_an_operator_may_look_into_payloads() throws Exception {
        String body = body(encrypted(KEYS, "a secret"));

        assertThat(data(send("POST", body, OLGA), 0)).isEqualTo("\"a secret\"");
        HttpResponse<String> clerk = send("POST", body, ANN);
        assertThat(clerk.statusCode()).isEqualTo(403);
        assertThat(clerk.body()).contains("OPERATOR_ROLE", "let somebody who has it look into payloads");
        assertThat(send("POST", body, null).statusCode()).isEqualTo(401);
        assertThat(send("POST", body, Tokens.random()).statusCode()).isEqualTo(401);
    }

    @Test
    void what_cannot_be_read_says_why_and_takes_nothing_else_with_it() throws Exception {
        Payload plain = Converters.dataConverter().toPayload("in the clear").orElseThrow();
        HttpResponse<String> answer = send(
                "POST",
                body(encrypted(TestKeys.of(TenantId.DEFAULT, "k0"), "lost"), plain, encrypted(KEYS, "a secret")),
                OLGA);

        assertThat(data(answer, 0)).contains("not readable", "'k0'");
        assertThat(data(answer, 1)).isEqualTo("\"in the clear\"");
        assertThat(data(answer, 2)).isEqualTo("\"a secret\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "nonsense", "{\"payloads\":[{\"data\":\"!\"}]}", ""})
    void what_is_no_request_of_the_protocol_is_refused(String body) throws Exception {
        assertThat(send("POST", body, OLGA).statusCode()).isEqualTo(400);
    }

    @Test
    void the_pages_of_the_web_ui_may_ask_and_bring_a_session() throws Exception {
        HttpResponse<String> asked = send("OPTIONS", "", null, "Origin", UI, "Access-Control-Request-Method", "POST");
        assertThat(asked.statusCode()).isEqualTo(204);
        assertThat(asked.headers().allValues("Access-Control-Allow-Origin")).containsExactly(UI);
        assertThat(asked.headers().allValues("Access-Control-Allow-Credentials"))
                .containsExactly("true");

        String cookie = signedIn(OLGA);
        String body = body(encrypted(KEYS, "a secret"));
        HttpResponse<String> answer = send("POST", body, null, "Origin", UI, "Cookie", cookie);
        assertThat(data(answer, 0)).isEqualTo("\"a secret\"");
        assertThat(answer.headers().allValues("Access-Control-Allow-Origin")).containsExactly(UI);
        assertThat(send("POST", body, OLGA, "Origin", UI).statusCode()).isEqualTo(200);
        assertThat(send("POST", body, null, "Origin", UI).statusCode()).isEqualTo(401);
        assertThat(send("POST", body, null, "Origin", UI, "Cookie", signedIn(ANN))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send("POST", body, null, "Cookie", cookie).statusCode())
                .as("a session without a page of the Web UI")
                .isEqualTo(401);
    }

    private String signedIn(String token) throws Exception {
        HttpRequest signIn = HttpRequest.newBuilder(URI.create(gateway.url() + "/signin"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", gateway.url().toString())
                .POST(BodyPublishers.ofString("token=" + token))
                .build();
        HttpResponse<String> answer = HTTP.send(signIn, BodyHandlers.ofString());
        return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example.com",
                "http://temporal.example.com",
                "https://temporal.example.com:8443",
                "https://temporal.example.com.evil.org",
                "null"
            })
    void no_page_of_another_origin_may_ask(String origin) throws Exception {
        for (String method : new String[] {"OPTIONS", "POST"}) {
            HttpResponse<String> answer = send(method, body(encrypted(KEYS, "a secret")), OLGA, "Origin", origin);
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
            assertThat(answer.body()).doesNotContain("a secret");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "https://temporal.example.com/",
                "temporal.example.com",
                "https://A.com",
                "https://*.example.com"
            })
    void an_origin_that_is_none_is_a_wrong_setting(String origin) {
        assertThatThrownBy(() -> CodecAccess.from(KEYS, Map.of(CodecAccess.ORIGIN, origin)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("RATCHET_WEB_UI_ORIGIN: '" + origin + "'", "should be one origin");
    }
}
