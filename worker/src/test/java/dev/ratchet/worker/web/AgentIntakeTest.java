package dev.ratchet.worker.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.worker.web.authentication.Tokens;
import dev.ratchet.workflows.access.AccessRegistration;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.gateway.Paths;
import dev.ratchet.workflows.temporal.AgentRegistration;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the gateway says to the JSON of an agent that takes some: here, the access agent. */
class AgentIntakeTest {
    private static final String TOKEN = "a-token-of-this-test-and-no-other-one";
    private static final int CAP = 32 * 1024;
    private static final String GOOD = "{\"system\": \"crm\", \"person\": \"anna\", \"reason\": \"new here\"}";
    private static final String KEPT = "{\"person\":\"anna\",\"reason\":\"new here\",\"system\":\"crm\"}";

    private final InMemoryPorts ports = new InMemoryPorts();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper mapper = Json.mapper();
    private final Gateway gateway = Gateway.start(
            new GatewayConfig(TenantId.DEFAULT, GatewayConfig.LOOPBACK, 0, 100_000),
            Tokens.operator(TOKEN, "olga"),
            withAccess(ports.ports()));

    private static GatewayPorts withAccess(GatewayPorts usual) {
        SortedMap<String, AgentRegistration<?, ?, ?>> agents = new TreeMap<>(usual.agents());
        agents.put("access", AccessRegistration.of());
        return new GatewayPorts(
                usual.documents(),
                usual.ledger(),
                usual.verifier(),
                usual.masterData(),
                usual.approvals(),
                usual.runs(),
                usual.costs(),
                usual.budgets(),
                usual.live(),
                usual.library(),
                usual.keys(),
                agents,
                usual.reader(),
                usual.excerpts(),
                usual.models(),
                usual.operations(),
                usual.notReady());
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void whatFitsIsKeptInCanonicalFormUnderWhoSentIt() throws Exception {
        HttpResponse<String> answer = send(GOOD);
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(mapper.readTree(answer.body()).at("/intake/digest").asText())
                .isEqualTo(Digest.of(KEPT).hex());
        assertThat(ports.documents.kept).containsOnlyKeys(Digest.of(KEPT));
        assertThat(ports.consents.uploaded.get(Digest.of(KEPT))).containsExactly("olga");
    }

    @Test
    void aFieldThatIsMissingIsNamed() throws Exception {
        refused("{\"system\":\"crm\",\"reason\":\"new here\"}", "", "person");
    }

    @Test
    void aFieldOfAnotherTypeIsNamed() throws Exception {
        refused("{\"person\":\"anna\",\"system\":7,\"reason\":\"new here\"}", "/system", "string");
    }

    @Test
    void aFieldThatNobodyKnowsIsNamed() throws Exception {
        refused(GOOD.replace("}", ",\"role\":\"admin\"}"), "", "role");
    }

    @Test
    void aFieldThatIsTooLongIsNamed() throws Exception {
        refused(GOOD.replace("new here", "x".repeat(2_001)), "/reason", "at most 2,000 characters");
    }

    @Test
    void problemsAreToldInEnglishOnAGermanMachine() throws Exception {
        Locale usual = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            refused(GOOD.replace("new here", "x".repeat(2_001)), "/reason", "at most 2,000 characters");
        } finally {
            Locale.setDefault(usual);
        }
    }

    @Test
    void aDayThatNoCalendarHasIsNamed() throws Exception {
        refused(GOOD.replace("}", ",\"until\":\"2026-02-30\"}"), "/until", "date");
    }

    @Test
    void eachOfSeveralProblemsIsNamed() throws Exception {
        JsonNode problem = refused("{\"person\":1,\"system\":2,\"reason\":\"new here\"}", "/person", "string");
        assertThat(problem.get("problems")).hasSize(2);
        assertThat(problem.get("why").asText()).contains("agent 'access'").contains("in 2 places");
    }

    @Test
    void whatIsNoJsonIsRefused() throws Exception {
        refused("please let me in", "", "one JSON value");
        refused("", "", "empty");
        refused(GOOD + " {}", "", "one JSON value");
        refused(GOOD.replace("}", ",\"person\":\"eve\"}"), "", "Duplicate");
    }

    @Test
    void whatIsNestedDeeperThanAnyInputIsRefused() throws Exception {
        refused("[".repeat(CAP), "", "at most 64 lists and objects inside each other");
        refused("{\"a\":".repeat(65), "", "at most 64 lists and objects inside each other");
        refused("[" + "1".repeat(101) + "]", "", "no name or number beyond measure");
    }

    @Test
    void whatIsLargerThanAHistoryTakesIsRefused() throws Exception {
        String largest = GOOD + " ".repeat(CAP - GOOD.length());
        assertThat(send(largest).statusCode()).isEqualTo(201);
        HttpResponse<String> answer = send(largest + " ");
        assertThat(answer.statusCode()).isEqualTo(413);
        JsonNode problem = mapper.readTree(answer.body());
        assertThat(problem.get("code").asText()).isEqualTo("TOO_LARGE");
        assertThat(problem.get("why").asText()).contains("the input has more than 32768 bytes");
    }

    private JsonNode refused(String body, String field, String why) throws Exception {
        HttpResponse<String> answer = send(body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        JsonNode problem = mapper.readTree(answer.body());
        assertThat(problem.get("code").asText()).isEqualTo("INVALID_INPUT");
        JsonNode first = problem.get("problems").get(0);
        assertThat(first.get("field").asText()).isEqualTo(field);
        assertThat(first.get("why").asText()).contains(why);
        assertThat(ports.documents.kept).isEmpty();
        return problem;
    }

    private HttpResponse<String> send(String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.url() + Paths.intake("access")))
                .header("Authorization", "Bearer " + TOKEN)
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    }
}
