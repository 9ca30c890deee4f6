package dev.ratchet.worker.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.ratchet.activities.budget.Account;
import dev.ratchet.activities.budget.Exceeded;
import dev.ratchet.activities.budget.Level;
import dev.ratchet.activities.budget.Limits.Over;
import dev.ratchet.activities.calls.CallRequest;
import dev.ratchet.activities.calls.MemoryModelCalls;
import dev.ratchet.activities.model.provider.ApiKey;
import dev.ratchet.activities.model.provider.Endpoint;
import dev.ratchet.activities.model.provider.Provider;
import dev.ratchet.activities.model.provider.SchemaMode;
import dev.ratchet.activities.model.provider.Timeouts;
import dev.ratchet.activities.model.tier.Limits;
import dev.ratchet.activities.model.tier.ModelEntry;
import dev.ratchet.activities.model.tier.Models;
import dev.ratchet.activities.model.tier.Price;
import dev.ratchet.worker.web.authentication.Tokens;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.gateway.Paths;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelEndpointsTest {
    private static final String ANN = "a-token-of-ann-for-this-test-only";
    private static final String OLGA = "a-token-of-olga-for-this-test-only";
    private static final String CANARY = "sk-canary-of-this-test";

    @TempDir
    Path folder;

    private final InMemoryPorts ports = new InMemoryPorts();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile int status = 200;
    private volatile String answer = "";
    private HttpServer provider;
    private Gateway gateway;

    @BeforeEach
    void start() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/v1/chat/completions", exchange -> {
            calls.incrementAndGet();
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        provider.start();
        ports.suppliers.add("ann", "clerk");
        ports.suppliers.add("olga", "operator");
        ports.models = Models.of(new ModelEntry(
                new Endpoint(
                        "mini",
                        Provider.OPENAI,
                        URI.create("http://127.0.0.1:" + provider.getAddress().getPort() + "/v1"),
                        "mini-2026",
                        new ApiKey("TEST_KEY", CANARY),
                        SchemaMode.NATIVE,
                        Timeouts.USUAL),
                Limits.UNLIMITED,
                new Price(150_000, 75_000, 600_000)));
        restart();
    }

    private void restart() throws IOException {
        Tokens tokens = Tokens.ofPeople(Files.writeString(
                folder.resolve("tokens"), Tokens.line(ANN, "ann") + "\n" + Tokens.line(OLGA, "olga") + "\n"));
        gateway = Gateway.start(GatewayConfig.onLoopback(0), tokens, ports.ports());
    }

    @AfterEach
    void stop() {
        gateway.close();
        provider.stop(0);
    }

    private HttpResponse<String> check(String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.url() + Paths.MODELS_CHECK))
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private void saying(String text) {
        status = 200;
        answer = "{\"model\":\"mini-2026-05\",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":"
                + "{\"role\":\"assistant\",\"content\":" + Json.mapper().valueToTree(text) + "}}],"
                + "\"usage\":{\"prompt_tokens\":40,\"completion_tokens\":9,\"total_tokens\":49}}";
    }

    @Test
    void only_an_operator_may_check_the_models() throws Exception {
        saying("{\"action\":\"ready\",\"arguments\":{}}");
        HttpResponse<String> refused = check(ANN);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(Json.mapper().readTree(refused.body()).path("code").asText()).isEqualTo("OPERATOR_ROLE");
        assertThat(calls).hasValue(0);
        JsonNode checked = Json.mapper().readTree(check(OLGA).body()).path(0);
        assertThat(checked.path("wrong").isNull()).as(checked.toString()).isTrue();
        assertThat(checked.path("model").asText()).isEqualTo("mini-2026-05");
        assertThat(checked.path("tokens").asLong()).isEqualTo(49);
        assertThat(checked.path("price").asText()).contains("input 150000, cached 75000, output 600000");
        assertThat(calls).hasValue(1);
    }

    @Test
    void what_is_wrong_is_said_without_the_key() throws Exception {
        saying("Yes, I am ready.");
        assertThat(check(OLGA).body())
                .contains("its schema mode native does not hold it to the schema (NOT_JSON)")
                .doesNotContain(CANARY);
        status = 500;
        answer = "{\"error\":{\"message\":\"" + CANARY + "\"}}";
        assertThat(check(OLGA).body())
                .contains("MODEL_UNAVAILABLE: the model's server answered 500")
                .doesNotContain(CANARY);
    }

    /** Each check pays a call to every model. */
    @Test
    void more_than_six_checks_a_minute_are_too_many() throws Exception {
        saying("{\"action\":\"ready\",\"arguments\":{}}");
        for (int i = 0; i < ModelEndpoints.CHECKS_PER_MINUTE; i++) {
            assertThat(check(OLGA).statusCode()).isEqualTo(200);
        }
        HttpResponse<String> refused = check(OLGA);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(Json.mapper().readTree(refused.body()).path("code").asText()).isEqualTo("TOO_MANY");
        assertThat(calls).hasValue(ModelEndpoints.CHECKS_PER_MINUTE);
    }

    @Test
    void a_check_that_no_budget_holds_is_not_made() throws Exception {
        Account day = new Account(Level.DAY, "2026-11-28");
        ports.modelCalls = new MemoryModelCalls() {
            @Override
            public synchronized Claim claim(CallRequest request, Digest asked, Duration lease) {
                return new TooDear(new Exceeded(day, 100, 90, 0, request.mostMicros(), Over.WAIT));
            }
        };
        gateway.close();
        restart();
        JsonNode checked = Json.mapper().readTree(check(OLGA).body()).path(0);
        assertThat(checked.path("wrong").asText())
                .startsWith("BUDGET_EXCEEDED: ")
                .contains("day 2026-11-28");
        assertThat(calls).hasValue(0);
    }

    @Test
    void a_gateway_without_models_says_where_they_are_checked() throws Exception {
        gateway.close();
        ports.models = Models.NONE;
        restart();
        HttpResponse<String> refused = check(OLGA);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("ratchet-worker models check");
    }
}
