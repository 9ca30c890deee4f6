package dev.ratchet.worker.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.activities.ledger.Ledger;
import dev.ratchet.worker.web.authentication.Tokens;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Fact;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.ApprovalActivities.Opening;
import dev.ratchet.workflows.contract.record.RunRecord;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.gateway.Paths;
import dev.ratchet.workflows.gateway.RebuiltRun;
import dev.ratchet.workflows.gateway.SignRequest;
import dev.ratchet.workflows.run.Explanation;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatewayTest {
    /** The state that an invoice's run begins with, as its record has it. */
    private static final Map<String, Object> STARTED = Map.of(
            "phase",
            "RECEIVED",
            "document",
            Map.of("tenant", "default", "digest", "a".repeat(64), "bytes", 5),
            "overtaken",
            0,
            "unproven",
            0,
            "findings",
            List.of());

    private static final String TOKEN = "a-token-of-this-test-and-no-other-one";
    private static final int LIMIT = 100_000;
    static final String RUN = "invoice/default/" + "a".repeat(64);
    static final Digest INTENT = Digest.of("intent");

    private final InMemoryPorts ports = new InMemoryPorts();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper mapper = Json.mapper();
    private final Gateway gateway = Gateway.start(
            new GatewayConfig(TenantId.DEFAULT, GatewayConfig.LOOPBACK, 0, LIMIT),
            Tokens.operator(TOKEN, "olga"),
            ports.ports());

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void everything_below_v1_wants_a_token() throws Exception {
        for (String path : List.of(Paths.WHOAMI, Paths.RUNS, Paths.APPROVALS, Paths.JOURNAL, "/v1/nowhere")) {
            for (String authorization : new String[] {null, "Basic abc", "Bearer ", "Bearer wrong", TOKEN}) {
                HttpResponse<String> answer = send("GET", path, BodyPublishers.noBody(), authorization);
                assertThat(answer.statusCode()).as(path).isEqualTo(401);
                assertThat(code(answer)).isEqualTo("UNAUTHENTICATED");
                assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
                assertThat(answer.headers().firstValue("Connection")).isEmpty();
            }
        }
        HttpResponse<String> unread = send("PUT", Paths.DOCUMENTS, BodyPublishers.ofString("x"), null);
        assertThat(unread.statusCode()).isEqualTo(401);
        assertThat(unread.headers().firstValue("Connection")).contains("close");
        assertThat(ports.documents.kept).isEmpty();
    }

    @Test
    void the_probes_want_none() throws Exception {
        for (String older : List.of("/healthz", "/readyz")) {
            assertThat(send("GET", older, BodyPublishers.noBody(), null).statusCode())
                    .isEqualTo(200);
        }
        assertThat(send("GET", Paths.LIVE, BodyPublishers.noBody(), null).statusCode())
                .isEqualTo(200);
        assertThat(send("GET", Paths.READY, BodyPublishers.noBody(), null).statusCode())
                .isEqualTo(200);
        ports.notReady = Optional.of("the database is away");
        HttpResponse<String> answer = send("GET", Paths.READY, BodyPublishers.noBody(), null);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(json(answer).get("why").asText()).isEqualTo("the database is away");
    }

    @Test
    void the_operator_may_act_as_anyone_and_is_told_so() throws Exception {
        JsonNode whoami = json(get(Paths.WHOAMI));
        assertThat(whoami.get("person").asText()).isEqualTo("olga");
        assertThat(whoami.get("mayActAs").asText()).isEqualTo("anyone");
        assertThat(whoami.get("tenant").asText()).isEqualTo("default");
        assertThat(whoami.get("limit").asLong()).isEqualTo(LIMIT);
    }

    @Test
    void a_document_is_kept_under_its_digest() throws Exception {
        for (String method : List.of("PUT", "POST")) {
            HttpResponse<String> answer = send(method, Paths.DOCUMENTS, BodyPublishers.ofString("hello"));
            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(json(answer).get("digest").asText())
                    .isEqualTo(Digest.of("hello").hex());
            assertThat(json(answer).get("bytes").asLong()).isEqualTo(5);
        }
        assertThat(ports.documents.kept).containsOnlyKeys(Digest.of("hello"));
    }

    @Test
    void an_empty_document_is_a_document() throws Exception {
        HttpResponse<String> answer = send("PUT", Paths.DOCUMENTS, BodyPublishers.ofByteArray(new byte[0]));
        assertThat(json(answer).get("bytes").asLong()).isZero();
    }

    @Test
    void a_document_at_the_limit_passes_and_one_byte_more_does_not() throws Exception {
        assertThat(send("PUT", Paths.DOCUMENTS, BodyPublishers.ofByteArray(new byte[LIMIT]))
                        .statusCode())
                .isEqualTo(201);
        assertTooLarge(BodyPublishers.ofByteArray(new byte[LIMIT + 1]));
        assertThat(ports.documents.kept).hasSize(1);
    }

    @Test
    void a_stream_that_announces_no_length_is_capped_too() throws Exception {
        assertTooLarge(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[LIMIT * 40])));
        assertThat(ports.documents.kept).isEmpty();
    }

    private void assertTooLarge(BodyPublisher body) throws Exception {
        HttpResponse<String> answer = send("PUT", Paths.DOCUMENTS, body);
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(code(answer)).isEqualTo("TOO_LARGE");
        assertThat(json(answer).get("why").asText()).contains("100000 bytes");
    }

    @Test
    void a_run_is_found_by_its_whole_id() throws Exception {
        ports.runs.record(recorded("invoice"));
        RunSummary run =
                mapper.readValue(get(Paths.run(RUN)).body(), Explanation.class).summary();
        assertThat(run).isEqualTo(recorded("invoice").summary());
        assertThat(json(get(Paths.RUNS))).hasSize(1);
        HttpResponse<String> unknown = get(Paths.run("invoice/default/none"));
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(code(unknown)).isEqualTo("NOT_FOUND");
    }

    @Test
    void runs_are_listed_by_agent_and_an_unknown_agent_is_named() throws Exception {
        ports.runs.record(recorded("invoice"));
        assertThat(json(get(Paths.RUNS + "?agent=invoice"))).hasSize(1);
        HttpResponse<String> unknown = get(Paths.RUNS + "?agent=nobody");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(code(unknown)).isEqualTo("UNKNOWN_AGENT");
        assertThat(json(unknown).get("why").asText()).contains("there are evaluation, invoice, library, qa");
    }

    @Test
    void a_run_of_an_agent_that_this_process_does_not_know_is_shown_and_not_rebuilt() throws Exception {
        ports.runs.record(recorded("stranger"));
        assertThat(mapper.readValue(get(Paths.run(RUN)).body(), Explanation.class))
                .returns(List.of(), Explanation::actions)
                .returns("stranger", explanation -> explanation.summary().agent());
        assertThat(get(Paths.rebuild(RUN)).statusCode()).isEqualTo(404);
    }

    @Test
    void a_run_is_rebuilt_from_its_record_and_what_does_not_fit_is_named() throws Exception {
        ports.runs.record(recorded("invoice"));
        RebuiltRun equal = mapper.readValue(get(Paths.rebuild(RUN)).body(), RebuiltRun.class);
        assertThat(equal.problem()).isNull();
        assertThat(equal.rebuilt()).isEqualTo(equal.recorded());
        assertThat(equal.state().get("phase").asText()).isEqualTo("RECEIVED");
        RunRecord whole = recorded("invoice");
        ports.runs.record(new RunRecord(whole.summary(), 0, whole.start(), Digest.of("another"), List.of()));
        RebuiltRun other = mapper.readValue(get(Paths.rebuild(RUN)).body(), RebuiltRun.class);
        assertThat(other.problem()).returns("OTHER_STATE", RebuiltRun.Problem::code);
        assertThat(get(Paths.rebuild("invoice/default/none")).statusCode()).isEqualTo(404);
    }

    @Test
    void the_agents_and_what_they_take_are_listed() throws Exception {
        JsonNode agents = json(get(Paths.AGENTS));
        assertThat(agents)
                .extracting(agent -> agent.get("name").asText() + " takes "
                        + agent.get("intake").get("takes").asText())
                .containsExactly(
                        "evaluation takes json", "invoice takes document", "library takes json", "qa takes json");
    }

    @Test
    void an_intake_of_an_agent_that_takes_documents_is_kept_as_a_document_is() throws Exception {
        HttpResponse<String> kept = send("POST", Paths.intake("invoice"), BodyPublishers.ofString("hello"));
        assertThat(kept.statusCode()).isEqualTo(201);
        assertThat(json(kept).get("intake").get("digest").asText())
                .isEqualTo(Digest.of("hello").hex());
        assertThat(ports.consents.uploaded.get(Digest.of("hello"))).containsExactly("olga");
        assertThat(code(send("POST", Paths.intake("nobody"), BodyPublishers.ofString("hello"))))
                .isEqualTo("UNKNOWN_AGENT");
    }

    @Test
    void a_number_out_of_range_is_refused() throws Exception {
        for (String most : List.of("0", "-1", "1001", "many", "99999999999")) {
            assertThat(get(Paths.RUNS + "?most=" + most).statusCode()).as(most).isEqualTo(400);
        }
    }

    @Test
    void consent_is_signed_for_the_person_asked_for() throws Exception {
        ports.consents.open(new Opening(waiting(), null));
        JsonNode waiting = json(get(Paths.APPROVALS)).get(0);
        assertThat(waiting.get("run").get("run").get("workflowId").asText()).isEqualTo(RUN);
        HttpResponse<String> answer = sign(new SignRequest(RUN, INTENT, "ben"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).get("approver").asText()).isEqualTo("ben");
        assertThat(json(sign(new SignRequest(RUN, INTENT, null)))
                        .get("approver")
                        .asText())
                .isEqualTo("olga");
    }

    @Test
    void a_refused_consent_says_why() throws Exception {
        ports.consents.open(new Opening(waiting(), null));
        HttpResponse<String> answer = sign(new SignRequest(RUN, INTENT, "sam"));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(code(answer)).isEqualTo("SUBMITTER");
        assertThat(code(sign(new SignRequest(RUN, Digest.of("another"), "ben"))))
                .isEqualTo("NOT_OPEN");
    }

    @Test
    void a_request_that_is_not_the_json_it_should_be_is_refused_without_an_echo() throws Exception {
        for (String body : List.of("", "null", "{}", "[", "{\"workflowId\":\"secret\",\"intent\":\"xyz\"}")) {
            HttpResponse<String> answer = send("POST", Paths.SIGN, BodyPublishers.ofString(body));
            assertThat(answer.statusCode()).as(body).isEqualTo(400);
            assertThat(answer.body()).doesNotContain("secret", "Exception", "dev.ratchet");
        }
    }

    @Test
    void master_data_is_loaded_or_every_problem_is_named_by_line() throws Exception {
        HttpResponse<String> loaded = send("POST", Paths.MASTERDATA, BodyPublishers.ofString("suppliers: []"));
        assertThat(json(loaded).get("people").asInt()).isEqualTo(2);
        HttpResponse<String> bad = send("POST", Paths.MASTERDATA, BodyPublishers.ofString("nonsense"));
        assertThat(bad.statusCode()).isEqualTo(422);
        JsonNode problem = json(bad).get("problems").get(0);
        assertThat(problem.get("line").asInt()).isEqualTo(3);
        assertThat(problem.get("field").asText()).isEqualTo("suppliers[0].id");
        HttpResponse<String> notText =
                send("POST", Paths.MASTERDATA, BodyPublishers.ofByteArray(new byte[] {(byte) 0xff, 0}));
        assertThat(notText.statusCode()).isEqualTo(400);
    }

    @Test
    void what_waits_for_a_second_person_is_shown_and_confirmed_by_number_and_hash() throws Exception {
        JsonNode held = json(send(
                        "POST", Paths.MASTERDATA + "?as=ben", BodyPublishers.ofString("suppliers: [] # held")))
                .get("change");
        assertThat(held.get("event").asText()).isEqualTo("HELD");
        assertThat(held.get("person").asText()).isEqualTo("ben");
        assertThat(held.get("differences").get(0).get("text").asText()).isEqualTo("person a: role b added");
        assertThat(json(get(Paths.MASTERDATA_PENDING)).get(0)).isEqualTo(held);

        HttpResponse<String> other = confirm("{\"number\":1,\"hash\":\"another\"}");
        assertThat(other.statusCode()).isEqualTo(403);
        assertThat(code(other)).isEqualTo("NOT_HELD");
        assertThat(confirm("{\"number\":1}").statusCode()).isEqualTo(400);
        HttpResponse<String> confirmed = confirm(
                "{\"number\":1,\"as\":\"sam\",\"hash\":\"" + held.get("hash").asText() + "\"}");
        assertThat(json(confirmed).get("person").asText()).isEqualTo("sam");

        JsonNode history = json(get(Paths.MASTERDATA_HISTORY + "?most=1"));
        assertThat(history.get("changes")).hasSize(1);
        assertThat(history.get("count").asLong()).isEqualTo(2);
        assertThat(history.get("changes").get(0).get("confirms").asLong()).isEqualTo(1);
    }

    private HttpResponse<String> confirm(String body) throws Exception {
        return send("POST", Paths.MASTERDATA_CONFIRM, BodyPublishers.ofString(body));
    }

    @Test
    void a_proposal_is_made_of_the_documents_that_are_invoices() throws Exception {
        send("PUT", Paths.DOCUMENTS, BodyPublishers.ofString("<Invoice/>"));
        send("PUT", Paths.DOCUMENTS, BodyPublishers.ofString("a letter"));
        HttpResponse<String> yaml = propose("<Invoice/>", "a letter");
        assertThat(yaml.body()).isEqualTo("suppliers: 1\n");
        assertThat(yaml.headers().firstValue(Paths.DOCUMENTS_READ)).contains("1");
        assertThat(propose("never uploaded").statusCode()).isEqualTo(404);
    }

    @Test
    void the_journal_is_streamed_and_ends_with_its_last_line() throws Exception {
        ports.books.entries.add(entry());
        HttpResponse<String> journal = get(Paths.JOURNAL);
        assertThat(journal.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        assertThat(journal.body()).isEqualTo("2026-11-20 ACME\n; end of journal\n");
        assertThat(json(get(Paths.ENTRIES)).get(0).get("number").asLong()).isEqualTo(1);
        assertThat(json(get(Paths.BALANCE))).hasSize(2);
    }

    @Test
    void what_does_not_fit_in_the_books_is_told_by_its_kind() throws Exception {
        JsonNode found = json(get(Paths.VERIFY));
        assertThat(found.get("entries").asLong()).isZero();
        assertThat(found.at("/discrepancies/0/kind").asText()).isEqualTo("ENTRY_CHANGED");
        assertThat(found.at("/discrepancies/0/count").asLong()).isEqualTo(2);
        assertThat(found.at("/discrepancies/0/told/0/about").asText()).isEqualTo("entry 1");
        assertThat(found.at("/discrepancies/0/told/0/why").asText()).isEqualTo("it was changed");
        ports.suppliers.doNotFit.add("change 2 is missing");
        assertThat(json(get(Paths.VERIFY)).at("/discrepancies/1").toString())
                .contains("MASTER_DATA_MISMATCH", "change 2 is missing");
        String hash = Digest.of("kept elsewhere").hex();
        assertThat(json(get(Paths.VERIFY + "?head=7:" + hash))
                        .at("/head/number")
                        .asLong())
                .isEqualTo(7);
        HttpResponse<String> wrong = get(Paths.VERIFY + "?head=7");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("NUMBER:HASH");
    }

    @Test
    void a_defect_is_a_reference_and_nothing_more() throws Exception {
        ports.books.broken = true;
        HttpResponse<String> answer = get(Paths.ENTRIES);
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("UNEXPECTED").doesNotContain("secret-host", "Exception", "\tat ");
    }

    @Test
    void unknown_addresses_and_methods_are_problems_too() throws Exception {
        assertThat(code(get("/v1/nowhere"))).isEqualTo("NOT_FOUND");
        assertThat(code(get("/nowhere"))).isEqualTo("NOT_FOUND");
        HttpResponse<String> method = send("DELETE", Paths.RUNS, BodyPublishers.noBody());
        assertThat(method.statusCode()).isEqualTo(405);
        assertThat(code(method)).isEqualTo("METHOD_NOT_ALLOWED");
    }

    @Test
    void answers_forbid_caching_sniffing_and_framing() throws Exception {
        HttpResponse<String> answer = get(Paths.WHOAMI);
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(answer.headers().firstValue("Server")).isEmpty();
    }

    @Test
    void a_port_that_is_taken_is_named() {
        GatewayConfig same = GatewayConfig.onLoopback(gateway.port());
        assertThatThrownBy(() -> Gateway.start(same, Tokens.operator(TOKEN, "olga"), ports.ports()))
                .hasMessageContaining("127.0.0.1:" + gateway.port());
    }

    static RunSummary waiting() {
        return summary(
                "invoice",
                RunStatus.WAITING,
                "WAITING",
                null,
                new RunSummary.Waiting("approver", INTENT, Instant.parse("2026-12-01T00:00:00Z"), 3));
    }

    static RunRecord recorded(String agent) {
        return new RunRecord(
                summary(agent, RunStatus.DONE, "POSTED", new Receipt("entry", "7"), null),
                0,
                CanonicalJson.of(STARTED),
                CanonicalJson.digest(STARTED),
                List.of());
    }

    private static RunSummary summary(
            String agent,
            RunStatus status,
            String outcome,
            @Nullable Receipt receipt,
            RunSummary.@Nullable Waiting waiting) {
        return new RunSummary(
                TenantId.DEFAULT,
                new RunRef(RUN, "run-1"),
                agent,
                "a.xml",
                "sam",
                List.of(new Fact("supplier", "ACME"), new Fact("number", "R-1")),
                new Money("JPY", 1200),
                status,
                outcome,
                "ENDED",
                "BOOKED",
                "booked",
                List.of(),
                "DIRECT",
                "structured",
                null,
                receipt,
                waiting,
                null,
                0,
                0);
    }

    static Ledger.Entry entry() {
        return new Ledger.Entry(
                1,
                Instant.parse("2026-11-21T10:00:00Z"),
                LocalDate.of(2026, 11, 20),
                "INVOICE",
                "ACME",
                "R-1",
                "EUR",
                List.of(new Ledger.Line("expenses", 100), new Ledger.Line("liabilities:payable:ACME", -100)),
                "policy small@1",
                RUN,
                Digest.of("d"),
                Digest.of("r"));
    }

    private HttpResponse<String> propose(String... documents) throws Exception {
        String digests = String.join(
                ",",
                List.of(documents).stream()
                        .map(each -> "{\"digest\":\"" + Digest.of(each) + "\"}")
                        .toList());
        return send("POST", Paths.MASTERDATA_PROPOSE, BodyPublishers.ofString("{\"documents\":[" + digests + "]}"));
    }

    private HttpResponse<String> sign(SignRequest wish) throws Exception {
        return send("POST", Paths.SIGN, BodyPublishers.ofByteArray(mapper.writeValueAsBytes(wish)));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send("GET", path, BodyPublishers.noBody());
    }

    private HttpResponse<String> send(String method, String path, BodyPublisher body) throws Exception {
        return send(method, path, body, "Bearer " + TOKEN);
    }

    private HttpResponse<String> send(String method, String path, BodyPublisher body, @Nullable String authorization)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(gateway.url() + path)).method(method, body);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private JsonNode json(HttpResponse<String> answer) throws Exception {
        return mapper.readTree(answer.body());
    }

    private String code(HttpResponse<String> answer) throws Exception {
        return json(answer).get("code").asText();
    }
}
