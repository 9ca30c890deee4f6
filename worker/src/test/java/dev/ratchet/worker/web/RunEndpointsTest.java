package dev.ratchet.worker.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.worker.web.authentication.Tokens;
import dev.ratchet.workflows.contract.Container;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.ApprovalActivities.Opening;
import dev.ratchet.workflows.contract.effect.PersonDecision;
import dev.ratchet.workflows.contract.effect.PersonStatement;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.gateway.Paths;
import dev.ratchet.workflows.gateway.StartRequest;
import dev.ratchet.workflows.gateway.StatementRequest;
import dev.ratchet.workflows.run.AgentEntry;
import dev.ratchet.workflows.run.Explanation;
import dev.ratchet.workflows.run.RunRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who reaches runs through a gateway, and which. */
class RunEndpointsTest {
    private static final Digest DOCUMENT = Digest.of("a document");
    private static final String RUN = RunRef.workflowId("invoice", TenantId.DEFAULT, DOCUMENT);

    private static final String ANN = Tokens.random();
    private static final String BEN = Tokens.random();

    @TempDir
    Path folder;

    /** Remembers what it was asked. */
    private static final class Known implements LiveRuns {
        final List<RunRequest> started = new ArrayList<>();
        final Map<String, RunSummary> runs = new LinkedHashMap<>();
        final List<PersonDecision> decisions = new ArrayList<>();

        @Nullable
        Refused refused;

        boolean finished;

        @Override
        public boolean start(AgentEntry agent, RunRequest request, boolean again) {
            started.add(request);
            return again || !finished;
        }

        @Override
        public Optional<RunSummary> status(String workflowId) {
            return Optional.ofNullable(runs.get(workflowId));
        }

        @Override
        public Optional<Explanation> explain(String workflowId) {
            return status(workflowId)
                    .map(run -> new Explanation(run, List.of(), List.of(), List.of(), List.of(), List.of()));
        }

        @Override
        public Optional<RunSummary> result(String workflowId, Duration wait) {
            return status(workflowId).filter(run -> run.status().ended());
        }

        @Override
        public void finishRemoval(TenantId tenant, String document) {
            throw new UnsupportedOperationException("no document is removed here");
        }

        @Override
        public RunSummary decide(String workflowId, PersonDecision decision) throws Refused {
            if (refused != null) {
                throw refused;
            }
            decisions.add(decision);
            return runs.get(workflowId);
        }
    }

    private final InMemoryPorts ports = new InMemoryPorts();
    private final Known live = new Known();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper mapper = Json.mapper();
    private Gateway gateway;

    @BeforeEach
    void start() throws IOException {
        ports.live = live;
        Path tokens = Files.writeString(
                folder.resolve("tokens"), Tokens.line(ANN, "ann") + "\n" + Tokens.line(BEN, "ben") + "\n");
        gateway = Gateway.start(
                new GatewayConfig(TenantId.DEFAULT, GatewayConfig.LOOPBACK, 0, 1000),
                Tokens.ofPeople(tokens),
                ports.ports());
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private static RunSummary run(TenantId tenant, String id) {
        return new RunSummary(
                tenant,
                new RunRef(id, "r1"),
                "invoice",
                "a.xml",
                "ann",
                List.of(),
                null,
                RunStatus.WAITING,
                "WAITING",
                "CONSENT",
                "OVER_LIMIT",
                "a clerk must look",
                List.of(new Finding("OVER_LIMIT", "total", "a clerk must look")),
                null,
                null,
                null,
                null,
                new RunSummary.Waiting("clerk", null, Instant.parse("2026-12-01T00:00:00Z"), 3),
                null,
                0,
                0);
    }

    private HttpResponse<String> start(String token, Digest intake, boolean again, @Nullable String as)
            throws Exception {
        return post(token, Paths.RUNS, new StartRequest("invoice", intake, "a.xml", again, as));
    }

    @Test
    void who_uploaded_something_starts_its_run_as_themselves() throws Exception {
        assertThat(send(ANN, "PUT", Paths.DOCUMENTS, "a document").statusCode()).isEqualTo(201);
        HttpResponse<String> answer = start(ANN, DOCUMENT, false, null);
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(json(answer).get("workflowId").asText()).isEqualTo(RUN);
        assertThat(live.started).singleElement().satisfies(request -> {
            assertThat(request.submitter()).isEqualTo("ann");
            assertThat(request.intake().tenant()).isEqualTo(TenantId.DEFAULT);
            assertThat(request.intake().bytes()).isEqualTo("a document".length());
            assertThat(request.carried()).isNull();
        });
        live.finished = true;
        HttpResponse<String> before = start(ANN, DOCUMENT, false, null);
        assertThat(before.statusCode()).isEqualTo(200);
        assertThat(json(before).get("started").asBoolean()).isFalse();
        assertThat(start(ANN, DOCUMENT, true, null).statusCode()).isEqualTo(201);
    }

    @Test
    void a_container_is_named_by_who_uploaded_it() throws Exception {
        send(ANN, "PUT", Paths.DOCUMENTS, "a document");
        Container container = new Container(Digest.of("a mail"), "a.xml", "someone", "Invoice");
        StartRequest wish = new StartRequest("invoice", DOCUMENT, "m.eml/a.xml", false, container, null);
        refused(403, "NOT_UPLOADED", post(ANN, Paths.RUNS, wish));
        send(BEN, "PUT", Paths.DOCUMENTS, "a mail");
        refused(403, "NOT_UPLOADED", post(ANN, Paths.RUNS, wish));
        send(ANN, "PUT", Paths.DOCUMENTS, "a mail");
        assertThat(post(ANN, Paths.RUNS, wish).statusCode()).isEqualTo(201);
        assertThat(live.started)
                .singleElement()
                .satisfies(request -> assertThat(request.container()).isEqualTo(container));
    }

    @Test
    void nobody_starts_what_another_uploaded_or_in_another_name() throws Exception {
        send(ANN, "PUT", Paths.DOCUMENTS, "a document");
        refused(403, "NOT_UPLOADED", start(BEN, DOCUMENT, false, null));
        refused(403, "NOT_YOURSELF", start(BEN, DOCUMENT, false, "ann"));
        refused(403, "NOT_UPLOADED", start(ANN, Digest.of("another"), false, null));
        refused(401, "UNAUTHENTICATED", start(Tokens.random(), DOCUMENT, false, null));
        refused(
                404,
                "UNKNOWN_AGENT",
                post(ANN, Paths.RUNS, new StartRequest("invoices", DOCUMENT, "a.xml", false, null)));
        refused(400, "BAD_REQUEST", send(ANN, "POST", Paths.RUNS, "{}"));
        assertThat(live.started).isEmpty();
    }

    @Test
    void a_run_is_told_as_it_is_now() throws Exception {
        live.runs.put(RUN, run(TenantId.DEFAULT, RUN));
        assertThat(json(send(BEN, "GET", Paths.status(RUN), "")).get("code").asText())
                .isEqualTo("OVER_LIMIT");
        assertThat(json(send(BEN, "GET", Paths.explain(RUN), ""))
                        .at("/summary/code")
                        .asText())
                .isEqualTo("OVER_LIMIT");
    }

    /** A namespace of Temporal may hold the runs of others, batches, and what somebody started under any id. */
    @Test
    void no_run_of_another_tenant_is_told_or_decided() throws Exception {
        TenantId other = new TenantId("other");
        String theirs = RunRef.workflowId("invoice", other, DOCUMENT);
        live.runs.put(theirs, run(other, theirs));
        live.runs.put(RUN, run(other, RUN));
        live.runs.put("batch/default/x", run(TenantId.DEFAULT, "batch/default/x"));
        PersonDecision decision = new PersonDecision.State(statement());
        for (String id : List.of(theirs, RUN, "batch/default/x", "invoice/default/x", "nothing/default/" + DOCUMENT)) {
            refused(404, "NOT_FOUND", send(ANN, "GET", Paths.status(id), ""));
            refused(404, "NOT_FOUND", send(ANN, "GET", Paths.explain(id), ""));
            if (!id.equals(RUN)) {
                refused(404, "NOT_FOUND", post(ANN, Paths.decide(id), decision));
            }
        }
        assertThat(live.decisions).isEmpty();
    }

    @Test
    void what_a_person_says_is_signed_in_their_own_name_and_handed_on() throws Exception {
        live.runs.put(RUN, run(TenantId.DEFAULT, RUN));
        ports.consents.open(new Opening(run(TenantId.DEFAULT, RUN), null));
        refused(
                403,
                "NOT_YOURSELF",
                post(BEN, Paths.STATE, new StatementRequest(RUN, PersonStatement.Kind.DENY, "no", null, "ann")));
        for (String why : new String[] {null, " ", "x".repeat(401)}) {
            refused(
                    400,
                    "BAD_REQUEST",
                    post(BEN, Paths.STATE, new StatementRequest(RUN, PersonStatement.Kind.DENY, why, null, null)));
        }
        refused(
                400,
                "BAD_REQUEST",
                post(BEN, Paths.STATE, new StatementRequest(RUN, PersonStatement.Kind.RECHECK, "no", null, null)));
        HttpResponse<String> signed =
                post(BEN, Paths.STATE, new StatementRequest(RUN, PersonStatement.Kind.DENY, " no ", null, null));
        PersonStatement said = mapper.readValue(signed.body(), PersonStatement.class);
        assertThat(said.person()).isEqualTo("ben");
        assertThat(said.why()).isEqualTo("no");
        PersonDecision decision = new PersonDecision.State(said);
        assertThat(post(BEN, Paths.decide(RUN), decision).statusCode()).isEqualTo(200);
        assertThat(live.decisions).containsExactly(decision);
        live.refused = new LiveRuns.Refused("STATEMENT_FORGED", "nobody signed that");
        refused(409, "STATEMENT_FORGED", post(BEN, Paths.decide(RUN), decision));
    }

    @Test
    void where_temporal_does_not_answer_the_gateway_says_so() throws Exception {
        gateway.close();
        ports.live = LiveRuns.OUT_OF_REACH;
        gateway = Gateway.start(
                new GatewayConfig(TenantId.DEFAULT, GatewayConfig.LOOPBACK, 0, 1000),
                Tokens.ofPeople(folder.resolve("tokens")),
                ports.ports());
        send(ANN, "PUT", Paths.DOCUMENTS, "a document");
        refused(503, "RUNS_UNAVAILABLE", start(ANN, DOCUMENT, false, null));
        refused(503, "RUNS_UNAVAILABLE", send(ANN, "GET", Paths.status(RUN), ""));
        refused(503, "RUNS_UNAVAILABLE", post(ANN, Paths.decide(RUN), new PersonDecision.State(statement())));
    }

    static PersonStatement statement() {
        Instant now = Instant.parse("2026-11-21T10:00:00Z");
        return new PersonStatement(
                TenantId.DEFAULT,
                new RunRef(RUN, "r1"),
                PersonStatement.Kind.RECHECK,
                "",
                null,
                Digest.of("a request"),
                "ann",
                now,
                now.plusSeconds(60),
                "k1",
                "c2ln");
    }

    private void refused(int status, String code, HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(json(answer).get("code").asText()).isEqualTo(code);
    }

    private HttpResponse<String> post(String token, String path, Object body) throws Exception {
        return send(token, "POST", path, mapper.writeValueAsString(body));
    }

    private HttpResponse<String> send(String token, String method, String path, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(gateway.url() + path))
                        .method(method, BodyPublishers.ofString(body))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                BodyHandlers.ofString());
    }

    private JsonNode json(HttpResponse<String> answer) throws IOException {
        return mapper.readTree(answer.body());
    }
}
