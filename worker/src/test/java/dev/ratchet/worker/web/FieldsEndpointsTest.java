package dev.ratchet.worker.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.worker.web.authentication.Tokens;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.ApprovalActivities.Opening;
import dev.ratchet.workflows.contract.effect.PersonStatement;
import dev.ratchet.workflows.contract.record.RunRecord;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.gateway.Paths;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The form of a run, and what a person made of it. */
class FieldsEndpointsTest {
    private static final String ANN = Tokens.random();
    private static final byte[] TEXT = "Rechnung R-7 vom 8.11.2026: 119,00 EUR".getBytes(StandardCharsets.UTF_8);
    private static final Digest DOCUMENT = Digest.of("a document");
    private static final String RUN = RunRef.workflowId("invoice", TenantId.DEFAULT, DOCUMENT);
    private static final String FILLED =
            "number: R-7\nissueDate: 2026-11-08\ncurrency: EUR\ngross: 119.00\nkind: INVOICE\n";

    @TempDir
    Path folder;

    private final InMemoryPorts ports = new InMemoryPorts();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper mapper = Json.mapper();
    private Gateway gateway;

    @BeforeEach
    void start() throws IOException {
        Path tokens = Files.writeString(folder.resolve("tokens"), Tokens.line(ANN, "ann") + "\n");
        gateway = Gateway.start(
                new GatewayConfig(TenantId.DEFAULT, GatewayConfig.LOOPBACK, 0, 1000),
                Tokens.ofPeople(tokens),
                ports.ports());
        ports.documents.put(TenantId.DEFAULT, TEXT);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private static RunSummary waiting() {
        Finding why = new Finding("MODEL_NOT_CONFIGURED", "model", "no model");
        return new RunSummary(
                TenantId.DEFAULT,
                new RunRef(RUN, "r1"),
                "invoice",
                "a.txt",
                "ann",
                List.of(),
                null,
                RunStatus.WAITING,
                "WAITING",
                "STUCK",
                why.code(),
                why.why(),
                List.of(why),
                null,
                null,
                null,
                null,
                new RunSummary.Waiting("clerk", null, Instant.parse("2026-12-01T00:00:00Z"), 3),
                null,
                0,
                0);
    }

    /** A run that came to this at once. */
    private void record(Map<String, Object> reading) {
        Map<String, Object> state = Map.of(
                "phase",
                "STUCK",
                "document",
                new DocumentRef(TenantId.DEFAULT, DOCUMENT, 10),
                "read",
                Map.of("mac", "", "value", reading),
                "overtaken",
                0,
                "unproven",
                0,
                "findings",
                List.of(),
                "objections",
                List.of());
        ports.runs.record(new RunRecord(waiting(), 0, CanonicalJson.of(state), Digest.of("state"), List.of()));
    }

    private void recordText() {
        record(Map.of("reading", "text", "text", Digest.of(TEXT), "source", "TEXT", "characters", TEXT.length));
    }

    private HttpResponse<String> send(String method, String id, String query, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(gateway.url() + Paths.fields(id) + query))
                        .method(method, BodyPublishers.ofString(body))
                        .header("Authorization", "Bearer " + ANN)
                        .build(),
                BodyHandlers.ofString());
    }

    private void refused(int status, String code, HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(mapper.readTree(answer.body()).get("code").asText()).isEqualTo(code);
    }

    @Test
    void the_form_is_for_whom_the_run_concerns() throws Exception {
        refused(404, "NOT_FOUND", send("GET", RUN, "", ""));
        recordText();
        refused(403, "NOT_OPEN", send("GET", RUN, "", ""));
        ports.consents.open(new Opening(waiting(), null));
        HttpResponse<String> form = send("GET", RUN, "", "");
        assertThat(form.statusCode()).isEqualTo(200);
        assertThat(form.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
        assertThat(form.body()).contains("Fields of a.txt", "ratchet fill " + DOCUMENT.brief(), "gross:");
        HttpResponse<String> json = send("GET", RUN, "?json=true", "");
        assertThat(mapper.readTree(json.body()).get("kind").asText()).isEqualTo("INVOICE");
        refused(403, "NOT_YOURSELF", send("GET", RUN, "?as=ben", ""));
    }

    @Test
    void a_filled_form_is_signed_as_that_persons_proposal_and_each_wrong_line_named() throws Exception {
        recordText();
        refused(403, "NOT_OPEN", send("POST", RUN, "", FILLED));
        ports.consents.open(new Opening(waiting(), null));
        HttpResponse<String> answer = send("POST", RUN, "", FILLED);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        PersonStatement said = mapper.readValue(answer.body(), PersonStatement.class);
        assertThat(said.person()).isEqualTo("ann");
        assertThat(said.kind()).isEqualTo(PersonStatement.Kind.PROPOSE);
        assertThat(said.proposal().name()).isEqualTo("record_fields");
        assertThat(said.proposal().arguments()).contains("\"gross\":{\"evidence\":\"\",\"value\":\"119.00\"}");

        HttpResponse<String> wrong = send("POST", RUN, "", FILLED.replace("119.00", "119,00"));
        refused(422, "INVALID_FORM", wrong);
        JsonNode problem = mapper.readTree(wrong.body()).get("problems").get(0);
        assertThat(problem.get("line").asInt()).isEqualTo(4);
        assertThat(problem.get("field").asText()).isEqualTo("gross");
        assertThat(problem.get("why").asText()).isEqualTo("should be an amount such as 1234.50, not '119,00'");
        refused(413, "TOO_LARGE", send("POST", RUN, "", "#".repeat(200_000)));
        refused(403, "NOT_YOURSELF", send("POST", RUN, "?as=ben", FILLED));
    }

    @Test
    void a_run_that_is_about_no_text_has_no_form() throws Exception {
        record(Map.of("reading", "unreadable", "code", "IMAGE", "why", "an image"));
        ports.consents.open(new Opening(waiting(), null));
        refused(409, "NOTHING_TO_FILL", send("GET", RUN, "", ""));
        refused(409, "NOTHING_TO_FILL", send("POST", RUN, "", FILLED));
    }
}
