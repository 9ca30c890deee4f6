package dev.ratchet.worker.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.worker.web.authentication.Tokens;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.record.RunRecord;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.gateway.Paths;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of an evaluation, over HTTP. */
class EvaluationEndpointsTest {
    private static final String ANN = Tokens.random();
    private static final String RESULTS = "{\"cases\":[]}";
    private static final String REPORT = "<!doctype html><title>nightly</title>";
    private static final String ID =
            RunRef.workflowId("evaluation", TenantId.DEFAULT, Digest.of("an evaluation's input"));

    private final InMemoryPorts ports = new InMemoryPorts();
    private Gateway gateway;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        Path tokens = Files.writeString(folder.resolve("tokens"), Tokens.line(ANN, "ann") + "\n");
        gateway = Gateway.start(
                new GatewayConfig(TenantId.DEFAULT, GatewayConfig.LOOPBACK, 0, 1000),
                Tokens.ofPeople(tokens),
                ports.ports());
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private void record(RunStatus status, @Nullable Receipt receipt) {
        RunSummary summary = new RunSummary(
                TenantId.DEFAULT,
                new RunRef(ID, "r1"),
                "evaluation",
                "nightly",
                "ann",
                List.of(),
                null,
                status,
                receipt == null ? status.name() : "MEASURED",
                "ENDED",
                "MEASURED",
                "ndcg@10 0.4",
                List.of(),
                null,
                null,
                null,
                receipt,
                null,
                null,
                0,
                0);
        ports.runs.record(new RunRecord(summary, 0, "null", CanonicalJson.digest(List.of()), List.of()));
    }

    private Receipt kept() throws IOException {
        Digest results = ports.documents
                .put(TenantId.DEFAULT, RESULTS.getBytes(StandardCharsets.UTF_8))
                .digest();
        Digest report = ports.documents
                .put(TenantId.DEFAULT, REPORT.getBytes(StandardCharsets.UTF_8))
                .digest();
        return new Receipt("evaluation", results.hex() + "/" + report.hex());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(gateway.url() + path))
                                .header("Authorization", "Bearer " + ANN)
                                .build(),
                        BodyHandlers.ofString());
    }

    @Test
    void results_and_report_are_those_of_the_receipt() throws Exception {
        record(RunStatus.DONE, kept());
        assertThat(get(Paths.evaluationResults(ID)).body()).isEqualTo(RESULTS);
        HttpResponse<String> report = get(Paths.evaluationReport(ID));
        assertThat(report.body()).isEqualTo(REPORT);
        assertThat(report.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(report.headers().firstValue("Content-Disposition").orElse(""))
                .startsWith("attachment");
    }

    @Test
    void what_is_no_evaluation_or_has_not_ended_has_no_files() throws Exception {
        assertThat(get(Paths.evaluationResults(ID)).statusCode()).isEqualTo(404);
        record(RunStatus.FAILED, null);
        HttpResponse<String> failed = get(Paths.evaluationResults(ID));
        assertThat(failed.statusCode()).isEqualTo(404);
        assertThat(failed.body()).contains("no evaluation that has ended; it is FAILED");
        record(RunStatus.DONE, new Receipt("entry", "7"));
        assertThat(get(Paths.evaluationReport(ID)).statusCode()).isEqualTo(404);
    }

    @Test
    void a_file_that_is_gone_is_said_to_be() throws Exception {
        record(
                RunStatus.DONE,
                new Receipt(
                        "evaluation",
                        Digest.of("x").hex() + "/" + Digest.of("y").hex()));
        HttpResponse<String> gone = get(Paths.evaluationResults(ID));
        assertThat(gone.statusCode()).isEqualTo(404);
        assertThat(gone.body()).contains("content store has no");
    }
}
