package dev.ratchet.worker.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.activities.grounding.VerifiedAnswers;
import dev.ratchet.activities.library.Library.Shelved;
import dev.ratchet.worker.web.authentication.Tokens;
import dev.ratchet.worker.web.library.Described;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.PersonDecision;
import dev.ratchet.workflows.contract.library.LibraryRequest;
import dev.ratchet.workflows.contract.qa.Answer;
import dev.ratchet.workflows.contract.qa.GroundingActivities.Grounded;
import dev.ratchet.workflows.contract.qa.QaRequest;
import dev.ratchet.workflows.contract.record.RunRecord;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.contract.record.Step;
import dev.ratchet.workflows.contract.record.StepRecord;
import dev.ratchet.workflows.contract.retrieval.RetrievalActivities.Found;
import dev.ratchet.workflows.contract.retrieval.RetrievalActivities.Hit;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.gateway.Paths;
import dev.ratchet.workflows.run.AgentEntry;
import dev.ratchet.workflows.run.Explanation;
import dev.ratchet.workflows.run.RunRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents and questions over HTTP, each answer as it is described. */
class LibraryEndpointsTest {
    private static final String ANN = Tokens.random();
    private static final String TEXT = "The Tarn valve opens at 4 bar.";
    private static final String QUESTION = "At what pressure does the Tarn valve open?";

    @TempDir
    Path folder;

    private final InMemoryPorts ports = new InMemoryPorts();
    private final Ended runs = new Ended();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper mapper = Json.mapper();
    private Gateway gateway;
    private Described described;

    /** Runs end as they are told. */
    private static final class Ended implements LiveRuns {
        final List<RunRequest> started = new ArrayList<>();
        final Map<String, RunSummary> ends = new LinkedHashMap<>();
        final List<String> removals = new ArrayList<>();

        @Nullable
        RunSummary next;

        @Override
        public boolean start(AgentEntry agent, RunRequest request, boolean again) {
            started.add(request);
            if (next != null) {
                ends.put(request.workflowId(agent.name()), next);
            }
            return true;
        }

        @Override
        public Optional<RunSummary> status(String workflowId) {
            return Optional.ofNullable(ends.get(workflowId));
        }

        @Override
        public Optional<RunSummary> result(String workflowId, Duration wait) {
            return status(workflowId);
        }

        @Override
        public void finishRemoval(TenantId tenant, String document) {
            removals.add(document);
        }

        @Override
        public Optional<Explanation> explain(String workflowId) {
            throw new UnsupportedOperationException("answers come from the record");
        }

        @Override
        public RunSummary decide(String workflowId, PersonDecision decision) {
            throw new UnsupportedOperationException("nothing is decided here");
        }
    }

    @BeforeEach
    void start() throws Exception {
        ports.live = runs;
        Path tokens = Files.writeString(folder.resolve("tokens"), Tokens.line(ANN, "ann") + "\n");
        gateway = Gateway.start(
                new GatewayConfig(TenantId.DEFAULT, GatewayConfig.LOOPBACK, 0, 1_000),
                Tokens.ofPeople(tokens),
                ports.ports());
        described = new Described(answer("GET", Paths.OPENAPI, "").body());
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void every_address_is_described_and_none_besides() {
        SortedSet<String> registered = new TreeSet<>();
        for (Route route : gateway.routes()) {
            if (route.path().startsWith("/v1/library/") || route.path().equals(Paths.OPENAPI)) {
                registered.add(route.method() + " " + route.path());
            }
        }
        assertThat(described.routes()).isEqualTo(registered).hasSizeGreaterThan(10);
    }

    @Test
    void the_description_is_served_to_whoever_has_a_token() throws Exception {
        assertThat(json(send("GET", Paths.OPENAPI, "")).get("openapi").asText()).isEqualTo("3.1.0");
    }

    @Test
    void a_document_is_kept_and_its_run_started_in_the_own_name() throws Exception {
        runs.next = summary("library", RunStatus.DONE, "PUBLISHED", new Receipt("document", "0123456789abcdef/3"));
        HttpResponse<String> answer = send("POST", Paths.LIBRARY_DOCUMENTS + "?name=valve.txt", TEXT);
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(json(answer).get("document_id").asText()).isEqualTo(id("valve.txt"));
        assertThat(json(answer).get("version").asInt()).isEqualTo(3);
        RunRequest run = runs.started.get(0);
        assertThat(run.submitter()).isEqualTo("ann");
        assertThat(run.input(LibraryRequest.class))
                .isEqualTo(new LibraryRequest("valve.txt", Digest.of(TEXT), TEXT.length()));
        assertThat(ports.consents.uploaded)
                .containsOnlyKeys(Digest.of(TEXT), run.intake().digest());
        String upload = json(answer).get("upload_id").asText();
        assertThat(json(send("GET", Paths.LIBRARY_UPLOADS + "/" + upload, ""))
                        .get("state")
                        .asText())
                .isEqualTo("ready");
        HttpResponse<String> anothers = send("POST", Paths.LIBRARY_DOCUMENTS + "?name=valve.txt&as=ben", TEXT);
        assertThat(anothers.statusCode()).isEqualTo(403);
        assertThat(send("POST", Paths.LIBRARY_DOCUMENTS, TEXT).statusCode()).isEqualTo(400);
        assertThat(send("POST", Paths.LIBRARY_DOCUMENTS + "?name=%20", TEXT).statusCode())
                .isEqualTo(400);
        assertThat(send("POST", Paths.LIBRARY_DOCUMENTS + "?name=a&wait=31", TEXT)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void what_the_library_does_not_take_says_why() throws Exception {
        runs.next = summary("library", RunStatus.REFUSED, "IMAGE", null);
        HttpResponse<String> answer = send("POST", Paths.LIBRARY_DOCUMENTS + "?name=a.png", "a picture");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).get("code").asText()).isEqualTo("IMAGE");
        runs.next = summary("library", RunStatus.FAILED, "INDEX_AWAY", null);
        assertThat(send("POST", Paths.LIBRARY_DOCUMENTS + "?name=a.txt", "a text")
                        .statusCode())
                .isEqualTo(503);
        assertThat(send("POST", Paths.LIBRARY_DOCUMENTS + "?name=b.txt", "x".repeat(1_001))
                        .statusCode())
                .isEqualTo(413);
        assertThat(runs.started).hasSize(2);
    }

    @Test
    void a_run_that_takes_longer_is_named_by_its_address() throws Exception {
        HttpResponse<String> answer = send("POST", Paths.LIBRARY_DOCUMENTS + "?name=long.txt&wait=0", TEXT);
        assertThat(answer.statusCode()).isEqualTo(202);
        String where = answer.headers().firstValue("Location").orElseThrow();
        assertThat(send("GET", where, "").statusCode()).isEqualTo(404);
        String id = json(answer).get("run").asText();
        runs.ends.put(id, summary("library", RunStatus.RUNNING, "RUNNING", null));
        assertThat(json(send("GET", where, "")).get("state").asText()).isEqualTo("running");
        ports.library.put("long.txt", TEXT);
        assertThat(json(send("GET", where, "")).get("state").asText()).isEqualTo("ready");
    }

    @Test
    void bytes_that_are_the_current_version_start_no_run() throws Exception {
        ports.library.put("valve.txt", TEXT);
        HttpResponse<String> answer = send("POST", Paths.LIBRARY_DOCUMENTS + "?name=valve.txt", TEXT);
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(json(answer).get("version").asInt()).isEqualTo(1);
        assertThat(runs.started).isEmpty();
    }

    @Test
    void documents_are_listed_by_page_and_found_by_name() throws Exception {
        for (String name : List.of("a.txt", "b.txt", "c.txt")) {
            ports.library.put(name, name + " says something");
        }
        JsonNode first = json(send("GET", Paths.LIBRARY_DOCUMENTS + "?most=2", ""));
        assertThat(first.get("documents").findValuesAsText("name")).containsExactly("a.txt", "b.txt");
        JsonNode second = json(send(
                "GET",
                Paths.LIBRARY_DOCUMENTS + "?most=2&after=" + first.get("next").asText(),
                ""));
        assertThat(second.get("documents").findValuesAsText("name")).containsExactly("c.txt");
        assertThat(second.has("next")).isFalse();
        assertThat(json(send("GET", Paths.LIBRARY_DOCUMENTS + "?name=b.txt", ""))
                        .get("documents"))
                .hasSize(1);
        assertThat(json(send("GET", Paths.LIBRARY_DOCUMENTS + "?name=z.txt", ""))
                        .get("documents"))
                .isEmpty();
        for (String wrong : List.of("most=0", "most=1001", "after=" + "a".repeat(201), "name=%20", "name=a&after=b")) {
            assertThat(send("GET", Paths.LIBRARY_DOCUMENTS + "?" + wrong, "").statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }

    @Test
    void a_document_is_shown_with_its_versions_and_their_texts() throws Exception {
        ports.library.put("valve.txt", TEXT);
        ports.library.put("valve.txt", "The Tarn valve opens at 5 bar.");
        String document = Paths.LIBRARY_DOCUMENTS + "/" + id("valve.txt");
        JsonNode versions = json(send("GET", document, "")).get("versions");
        assertThat(versions.findValuesAsText("version")).containsExactly("2", "1");
        assertThat(versions.findValuesAsText("current")).containsExactly("true", "false");
        JsonNode text = json(send("GET", document + "/versions/1/text", ""));
        assertThat(text.get("text").asText()).isEqualTo(TEXT);
        assertThat(text.get("passages").get(0).get("end").asInt()).isEqualTo(TEXT.length());
        assertThat(send("GET", document + "/versions/3/text", "").statusCode()).isEqualTo(404);
        assertThat(send("GET", document + "/versions/x/text", "").statusCode()).isEqualTo(400);
        assertThat(send("GET", Paths.LIBRARY_DOCUMENTS + "/0000000000000000", "")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_removed_document_is_gone_and_a_worker_told() throws Exception {
        ports.library.put("valve.txt", TEXT);
        String document = Paths.LIBRARY_DOCUMENTS + "/" + id("valve.txt");
        assertThat(send("DELETE", document + "?as=ben", "").statusCode()).isEqualTo(403);
        assertThat(send("DELETE", document, "").statusCode()).isEqualTo(204);
        assertThat(ports.library.removed).containsExactly(id("valve.txt") + " by ann");
        assertThat(send("DELETE", document, "").statusCode())
                .as("still being removed")
                .isEqualTo(204);
        assertThat(runs.removals).containsExactly(id("valve.txt"), id("valve.txt"));
        assertThat(send("GET", document, "").statusCode()).isEqualTo(404);
        assertThat(send("DELETE", Paths.LIBRARY_DOCUMENTS + "/0000000000000000", "")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_question_is_answered_with_its_places() throws Exception {
        Shelved shelved = ports.library.put("valve.txt", TEXT);
        JsonNode asked = json(ask("{\"query\":\"" + QUESTION + "\",\"output_format\":\"plain\"}"));
        assertThat(asked.get("state").asText()).isEqualTo("running");
        answered(asked, shelved);
        JsonNode answer = json(send(
                "GET", Paths.LIBRARY_QUESTIONS + "/" + asked.get("question_id").asText(), ""));
        assertThat(answer.get("state").asText()).isEqualTo("answered");
        assertThat(answer.get("response").asText()).startsWith(TEXT + " [1]").contains("valve.txt");
        JsonNode citation = answer.get("citations").get(0);
        assertThat(citation.get("name").asText()).isEqualTo("valve.txt");
        assertThat(citation.get("quote").asText()).isEqualTo(TEXT);
        assertThat(citation.get("current").asBoolean()).isTrue();
        assertThat(answer.get("sentences").get(0).get("citations").get(0).asInt())
                .isEqualTo(1);
    }

    @Test
    void what_is_no_question_is_told_by_its_place() throws Exception {
        for (String body : List.of(
                "{}",
                "{\"query\":\"\"}",
                "{\"query\":\" \\n\"}",
                "{\"query\":7}",
                "{\"query\":\"a\",\"output_format\":\"pdf\"}",
                "{\"query\":\"a\",\"within\":[\"x\"]}",
                "{\"query\":\"a\",\"more\":1}",
                "[]",
                "{")) {
            assertThat(ask(body).statusCode()).as(body).isEqualTo(422);
        }
        assertThat(ask("{\"query\":\"a\\u0007b\"}").statusCode()).isEqualTo(422);
        assertThat(ask("{\"query\":\"a\",\"within\":[\"0000000000000000\"]}").statusCode())
                .isEqualTo(404);
        assertThat(runs.started).isEmpty();
    }

    @Test
    void one_document_is_asked_by_its_address() throws Exception {
        ports.library.put("valve.txt", TEXT);
        String document = Paths.LIBRARY_DOCUMENTS + "/" + id("valve.txt");
        HttpResponse<String> answer = send("POST", document + "/questions", "{\"query\":\"" + QUESTION + "\"}");
        assertThat(answer.statusCode()).isEqualTo(202);
        QaRequest request = runs.started.get(0).input(QaRequest.class);
        assertThat(request.within()).containsExactly(id("valve.txt"));
        assertThat(send("POST", document + "/questions", "{\"query\":\"a\",\"within\":[]}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(send("POST", document + "/questions?as=ben", "{\"query\":\"a\"}")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void what_was_found_is_shown_when_there_is_no_answer() throws Exception {
        Shelved shelved = ports.library.put("valve.txt", TEXT);
        JsonNode asked = json(ask("{\"query\":\"Who owns it?\"}"));
        record(
                asked,
                summary(
                        "qa",
                        RunStatus.DONE,
                        "ABSTAINED",
                        new Receipt("text", Digest.of("x").hex())),
                List.of(observed(Map.of(
                        "found", new Found(List.of(new Hit(ports.library.passage(shelved), 1)), "usual@1", false)))));
        JsonNode answer = json(send(
                "GET", Paths.LIBRARY_QUESTIONS + "/" + asked.get("question_id").asText(), ""));
        assertThat(answer.get("state").asText()).isEqualTo("abstained");
        assertThat(answer.get("found").get(0).get("quote").asText()).isEqualTo(TEXT);
        assertThat(answer.get("response").asText()).contains("valve.txt");
        assertThat(answer.get("citations")).isEmpty();
    }

    @Test
    void an_answer_that_no_worker_attested_is_none() throws Exception {
        Shelved shelved = ports.library.put("valve.txt", TEXT);
        JsonNode asked = json(ask("{\"query\":\"" + QUESTION + "\"}"));
        JsonNode another = json(ask("{\"query\":\"another question\"}"));
        record(
                asked,
                summary(
                        "qa",
                        RunStatus.DONE,
                        "ANSWERED",
                        new Receipt("text", Digest.of("x").hex())),
                List.of(judged(another, shelved)));
        JsonNode answer = json(send(
                "GET", Paths.LIBRARY_QUESTIONS + "/" + asked.get("question_id").asText(), ""));
        assertThat(answer.get("state").asText()).isEqualTo("failed");
        assertThat(answer.get("code").asText()).isEqualTo("NOT_ATTESTED");
        assertThat(answer.has("response")).isFalse();
    }

    @Test
    void nothing_is_shown_of_a_document_that_was_removed() throws Exception {
        Shelved shelved = ports.library.put("valve.txt", TEXT);
        JsonNode asked = json(ask("{\"query\":\"" + QUESTION + "\"}"));
        answered(asked, shelved);
        ports.library.remove(TenantId.DEFAULT, id("valve.txt"), "ann");
        HttpResponse<String> answer = send(
                "GET", Paths.LIBRARY_QUESTIONS + "/" + asked.get("question_id").asText(), "");
        assertThat(answer.statusCode()).isEqualTo(410);
        assertThat(answer.body()).doesNotContain("4 bar");
    }

    @Test
    void who_has_the_role_confirms_an_answer_while_it_is_current() throws Exception {
        Shelved shelved = ports.library.put("valve.txt", TEXT);
        JsonNode asked = json(ask("{\"query\":\"" + QUESTION + "\"}"));
        String confirmation =
                Paths.LIBRARY_QUESTIONS + "/" + asked.get("question_id").asText() + "/confirmation";
        assertThat(json(send("POST", confirmation, "")).get("code").asText()).isEqualTo("ANSWERS_ROLE");
        ports.suppliers.add("ann", "answers");
        runs.ends.put(asked.get("run").asText(), summary("qa", RunStatus.RUNNING, "RUNNING", null));
        assertThat(json(send("POST", confirmation, "")).get("code").asText()).isEqualTo("NOT_ANSWERED");
        answered(asked, shelved);
        assertThat(send("POST", confirmation + "?as=ben", "").statusCode()).isEqualTo(403);
        assertThat(json(send("POST", confirmation, "")).get("confirmed_by").asText())
                .isEqualTo("ann");
        assertThat(ports.library.confirmed)
                .containsExactlyEntriesOf(Map.of(
                        VerifiedAnswers.key(QUESTION, List.of()),
                        new VerifiedAnswers.Verified("ann", ports.library.quoting(QUESTION, shelved, TEXT))));
        ports.library.put("valve.txt", "The Tarn valve opens at 5 bar.");
        assertThat(json(send("POST", confirmation, "")).get("code").asText()).isEqualTo("NOT_CURRENT");
    }

    private void answered(JsonNode asked, Shelved shelved) throws Exception {
        record(
                asked,
                summary(
                        "qa",
                        RunStatus.DONE,
                        "ANSWERED",
                        new Receipt("text", Digest.of("x").hex())),
                List.of(judged(asked, shelved)));
    }

    /** As a worker attests it for the question. */
    private StepRecord judged(JsonNode asked, Shelved shelved) throws Exception {
        Answer answer = ports.library.quoting(QUESTION, shelved, TEXT);
        Digest kept = ports.documents
                .put(TenantId.DEFAULT, CanonicalJson.of(answer).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .digest();
        Grounded grounded = new Grounded(kept, kept, 1, List.of(), 0, null);
        return observed(Map.of(
                "judged",
                ports.library.keys.attest(
                        "answer", TenantId.DEFAULT, asked.get("question_id").asText(), grounded)));
    }

    private static StepRecord observed(Object observation) {
        Step step = new Step(1, 0, 0, 0, "PROPOSING", "rules", "x", null, Step.ACCEPTED, "x", Digest.of("x"), 0, 0);
        return new StepRecord(step, null, CanonicalJson.of(observation));
    }

    private void record(JsonNode asked, RunSummary run, List<StepRecord> steps) {
        RunRef ref = new RunRef(asked.get("run").asText(), "r1");
        RunSummary named = summary(ref, run.agent(), run.status(), run.outcome(), run.receipt());
        ports.runs.record(new RunRecord(named, 0, "null", Digest.of("state"), steps));
    }

    private static RunSummary summary(String agent, RunStatus status, String outcome, @Nullable Receipt receipt) {
        return summary(new RunRef(agent + "/default/x", "r1"), agent, status, outcome, receipt);
    }

    private static RunSummary summary(
            RunRef run, String agent, RunStatus status, String outcome, @Nullable Receipt receipt) {
        return new RunSummary(
                TenantId.DEFAULT,
                run,
                agent,
                "name",
                "ann",
                List.of(),
                null,
                status,
                outcome,
                "ENDED",
                outcome,
                "because of a test",
                List.of(),
                null,
                null,
                null,
                receipt,
                null,
                null,
                0,
                0);
    }

    private static String id(String name) {
        return new LibraryRequest(name, Digest.of(""), 0).document(TenantId.DEFAULT);
    }

    private HttpResponse<String> ask(String body) throws Exception {
        return send("POST", Paths.LIBRARY_QUESTIONS + "?wait=0", body);
    }

    private JsonNode json(HttpResponse<String> answer) throws Exception {
        return mapper.readTree(answer.body());
    }

    /** Answers must be as they are described. */
    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        HttpResponse<String> answer = answer(method, path, body);
        described.require(answer);
        return answer;
    }

    private HttpResponse<String> answer(String method, String path, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(gateway.url() + path))
                        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                        .header("Authorization", "Bearer " + ANN)
                        .build(),
                BodyHandlers.ofString());
    }
}
