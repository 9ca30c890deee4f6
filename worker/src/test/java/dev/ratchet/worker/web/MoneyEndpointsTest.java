package dev.ratchet.worker.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.activities.budget.Account;
import dev.ratchet.activities.budget.Budgets.Raise;
import dev.ratchet.activities.budget.Level;
import dev.ratchet.worker.web.authentication.Tokens;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.gateway.Paths;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyEndpointsTest {
    private static final String ANN = Tokens.random();
    private static final String BEN = Tokens.random();

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final InMemoryPorts ports = new InMemoryPorts();
    private Gateway gateway;

    @BeforeEach
    void start() throws IOException {
        Path tokens = Files.writeString(
                folder.resolve("tokens"), Tokens.line(ANN, "ann") + "\n" + Tokens.line(BEN, "ben") + "\n");
        gateway = Gateway.start(
                new GatewayConfig(TenantId.DEFAULT, GatewayConfig.LOOPBACK, 0, 1000),
                Tokens.ofPeople(tokens),
                ports.ports());
        ports.suppliers.add("ann", "clerk", "masterdata");
        ports.suppliers.add("ben", "budgets");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private HttpResponse<String> send(String token, String method, String path, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(gateway.url() + path))
                        .header("Authorization", "Bearer " + token)
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private JsonNode get(String path) throws Exception {
        HttpResponse<String> answer = send(ANN, "GET", path, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.mapper().readTree(answer.body());
    }

    @Test
    void costs_are_added_up_by_what_was_asked_for() throws Exception {
        JsonNode costs = get(Paths.COSTS + "?by=agent&since=2026-11-01");
        assertThat(costs.at("/by").asText()).isEqualTo("agent");
        assertThat(costs.at("/currency").asText()).isEqualTo("CHF");
        assertThat(costs.at("/total/key").asText()).isEqualTo("total");
        assertThat(costs.at("/rows/0/key").asText()).isEqualTo("ACME AGENT since 2026-11-01");
        assertThat(costs.at("/rows/0/micros").asLong()).isEqualTo(70);
        assertThat(get(Paths.COSTS).at("/by").asText()).isEqualTo("day");
    }

    @ParameterizedTest
    @CsvSource({"by=week,run agent model or day", "since=today,2026-11-28", "most=0,1 to 1000"})
    void what_cannot_be_added_up_is_told(String query, String right) throws Exception {
        HttpResponse<String> answer = send(ANN, "GET", Paths.COSTS + "?" + query, "");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body().replace(",", "")).contains(right);
    }

    private static String raise(String as) {
        return "{\"level\":\"day\",\"key\":\"2026-11-28\",\"amount\":\"12.5\",\"why\":\" month's end \"" + as + "}";
    }

    @Test
    void who_has_the_role_raises_a_budget_in_the_own_name() throws Exception {
        for (String body : new String[] {raise(""), raise(",\"as\":\"ben\"")}) {
            HttpResponse<String> refused = send(ANN, "POST", Paths.BUDGETS_RAISE, body);
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).containsAnyOf("BUDGETS_ROLE", "NOT_YOURSELF");
        }
        assertThat(ports.money.raises).isEmpty();
        assertThat(send(BEN, "POST", Paths.BUDGETS_RAISE, raise("")).statusCode())
                .isEqualTo(200);
        assertThat(ports.money.raises)
                .singleElement()
                .returns(new Account(Level.DAY, "2026-11-28"), Raise::account)
                .returns(12_500_000L, Raise::micros)
                .returns("ben", Raise::person)
                .returns("month's end", Raise::why);
        JsonNode shown = get(Paths.BUDGETS);
        assertThat(shown.at("/currency").asText()).isEqualTo("CHF");
        assertThat(shown.at("/budgets/0/limit").asLong()).isEqualTo(100);
        assertThat(shown.at("/raises/0/person").asText()).isEqualTo("ben");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"level\":\"week\",\"key\":\"2026-11-28\",\"amount\":\"1\",\"why\":\"x\"}",
                "{\"level\":\"day\",\"key\":\"today\",\"amount\":\"1\",\"why\":\"x\"}",
                "{\"level\":\"day\",\"amount\":\"1\",\"why\":\"x\"}",
                "{\"level\":\"day\",\"key\":\"2026-11-28\",\"amount\":\"0\",\"why\":\"x\"}",
                "{\"level\":\"day\",\"key\":\"2026-11-28\",\"amount\":\"-1\",\"why\":\"x\"}",
                "{\"level\":\"day\",\"key\":\"2026-11-28\",\"amount\":\"1\",\"why\":\" \"}",
                "{\"level\":\"day\",\"key\":\"2026-11-28\",\"amount\":\"1\"}"
            })
    void a_raise_that_is_not_whole_is_told_what_would_be_right(String body) throws Exception {
        HttpResponse<String> answer = send(BEN, "POST", Paths.BUDGETS_RAISE, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("BAD_REQUEST");
        assertThat(ports.money.raises).isEmpty();
    }
}
