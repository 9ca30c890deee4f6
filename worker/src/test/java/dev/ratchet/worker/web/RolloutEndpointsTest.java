package dev.ratchet.worker.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.activities.audit.RecordedRun;
import dev.ratchet.worker.web.authentication.Tokens;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.record.RunRecord;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.Step;
import dev.ratchet.workflows.contract.record.StepRecord;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.gateway.Paths;
import dev.ratchet.workflows.gateway.rollout.MeasureRequest;
import dev.ratchet.workflows.gateway.rollout.MeasuredRun;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RolloutEndpointsTest {
    private static final String ANN = "a-token-of-ann-for-this-test-only";
    private static final String OLGA = "a-token-of-olga-for-this-test-only";

    @TempDir
    Path folder;

    private final InMemoryPorts ports = new InMemoryPorts();
    private Gateway gateway;

    @BeforeEach
    void start() throws IOException {
        ports.suppliers.add("ann", "clerk");
        ports.suppliers.add("olga", "operator");
        ports.runs.record(GatewayTest.recorded("invoice"));
        Tokens tokens = Tokens.ofPeople(Files.writeString(
                folder.resolve("tokens"), Tokens.line(ANN, "ann") + "\n" + Tokens.line(OLGA, "olga") + "\n"));
        gateway = Gateway.start(GatewayConfig.onLoopback(0), tokens, ports.ports());
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private HttpResponse<String> measure(String token, List<String> ids) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.url() + Paths.RUNS_MEASURE))
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofByteArray(Json.mapper().writeValueAsBytes(new MeasureRequest(ids))))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    @Test
    void only_an_operator_may_measure_runs() throws Exception {
        HttpResponse<String> refused = measure(ANN, List.of(GatewayTest.RUN));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(Json.mapper().readTree(refused.body()).path("code").asText()).isEqualTo("OPERATOR_ROLE");
        JsonNode measured = Json.mapper()
                .readTree(measure(OLGA, List.of(GatewayTest.RUN, "nobody")).body());
        assertThat(measured).hasSize(1);
        assertThat(measured.path(0).path("workflowId").asText()).isEqualTo(GatewayTest.RUN);
    }

    @Test
    void as_many_runs_may_be_asked_for_as_are_said() throws Exception {
        for (List<String> ids :
                List.of(List.<String>of(), Collections.nCopies(MeasureRequest.MOST + 1, GatewayTest.RUN))) {
            HttpResponse<String> refused = measure(OLGA, ids);
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("'runs' should be a list of 1 to 200 workflow ids");
        }
    }

    @Test
    void what_people_do_is_no_work_of_the_run() {
        RunRecord whole = GatewayTest.recorded("invoice");
        RecordedRun run = new RecordedRun(
                whole.summary(),
                "null",
                whole.state(),
                List.of(
                        step(1, "rules", Step.ACCEPTED, "read", 10),
                        step(2, "model small", "UNKNOWN_ACTION", null, 500),
                        step(3, "model small", Step.ACCEPTED, "proposed", 90_000),
                        step(4, "person sara", "NOT_ALLOWED", null, 5),
                        step(5, "person sara", Step.ACCEPTED, "filled", 20),
                        step(6, "rules", Step.ACCEPTED, "denied", 40_000)),
                Instant.EPOCH);
        MeasuredRun measured = RolloutEndpoints.measured(run);
        assertThat(measured.proposals()).isEqualTo(4);
        assertThat(measured.rejected()).isEqualTo(1);
        assertThat(measured.corrections()).isEqualTo(3);
        assertThat(measured.asked()).isTrue();
        assertThat(measured.millis()).isEqualTo(535);
        assertThat(measured.status()).isInstanceOf(RunStatus.class);
    }

    private static StepRecord step(
            int number, String planner, String verdict, @Nullable String observation, long millis) {
        return new StepRecord(
                new Step(
                        number,
                        1_000,
                        1_000,
                        1_000 + millis,
                        "READING",
                        planner,
                        "x",
                        null,
                        verdict,
                        observation,
                        Digest.of("x"),
                        0,
                        0),
                null,
                "null");
    }
}
