package dev.ratchet.starter.agents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.client.WireMock;
import dev.ratchet.starter.toy.Said;
import dev.ratchet.starter.toy.ToyAgent;
import dev.ratchet.starter.toy.ToyGateway;
import dev.ratchet.starter.toy.ToyRatchet;
import dev.ratchet.starter.toy.ToyRun;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.gateway.Paths;
import dev.ratchet.workflows.run.RunRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartCommandTest {
    private static ToyRatchet ratchet;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        ratchet = new ToyRatchet();
    }

    @AfterAll
    static void stop() {
        ratchet.close();
    }

    @BeforeEach
    void reset() {
        ratchet.reset();
    }

    @Test
    void json_is_one_line_with_frozen_fields_and_the_agents_own_word_for_done() throws Exception {
        String text = "{\"role\": \"auditor\", \"person\": \"ann-1\"}";
        JsonNode line = line(ratchet.said("start", "grant", text, "--json"));
        List<String> keys = new ArrayList<>();
        line.fieldNames().forEachRemaining(keys::add);
        assertThat(keys)
                .containsExactly("agent", "id", "outcome", "route", "code", "why", "receipt", "amount", "currency");
        assertThat(line.get("agent").asText()).isEqualTo("grant");
        assertThat(line.get("id").asText()).isEqualTo(id(text));
        assertThat(line.get("outcome").asText()).isEqualTo("GRANTED");
        assertThat(line.get("route").asText()).isEqualTo("DIRECT");
        assertThat(line.get("why").asText()).isEqualTo("ann is an auditor now");
        assertThat(line.get("receipt").asText()).isEqualTo("grant 7");
        assertThat(line.get("amount").isNull()).isTrue();
        assertThat(line.get("currency").isNull()).isTrue();
    }

    @Test
    void the_run_begins_with_the_json_that_was_kept_under_its_digest() {
        String text = "{\"role\": \"auditor\", \"person\": \"ann-2\"}";
        assertThat(ratchet.said("start", "grant", text, "--as", "sam", "--name", "for the audit")
                        .code())
                .isZero();
        RunRequest request = ToyRun.REQUESTS.get(id(text));
        assertThat(request.input(JsonNode.class)).isEqualTo(CanonicalJson.read(text, JsonNode.class));
        assertThat(request.submitter()).isEqualTo("sam");
        assertThat(request.name()).isEqualTo("for the audit");
        ratchet.gateway()
                .server()
                .verify(WireMock.postRequestedFor(WireMock.urlPathEqualTo(Paths.intake("grant")))
                        .withQueryParam("as", WireMock.equalTo("sam")));
    }

    @Test
    void json_may_be_in_a_file_or_on_standard_input() throws Exception {
        String text = "{\"person\": \"ann-3\", \"role\": \"auditor\"}";
        Path file = Files.writeString(folder.resolve("grant.json"), text);
        assertThat(line(ratchet.said("start", "grant", file.toString(), "--json"))
                        .get("id")
                        .asText())
                .isEqualTo(id(text));
        assertThat(ToyRun.REQUESTS.get(id(text)).name()).isEqualTo("grant.json");
        String other = "{\"person\": \"ann-4\", \"role\": \"auditor\"}";
        assertThat(line(ratchet.said(Said.lines(other), "start", "grant", "-", "--json"))
                        .get("id")
                        .asText())
                .isEqualTo(id(other));
        assertThat(ToyRun.REQUESTS.get(id(other)).name()).isEqualTo("standard input");
    }

    @Test
    void a_document_is_uploaded_and_its_run_has_no_input() throws Exception {
        Path file = Files.writeString(folder.resolve("post.xml"), "start-document");
        JsonNode line = line(ratchet.said("start", "invoice", file.toString(), "--json"));
        String id = ToyAgent.INVOICE.id(Digest.of("start-document"));
        assertThat(line.get("id").asText()).isEqualTo(id);
        assertThat(line.get("outcome").asText()).isEqualTo("POSTED");
        assertThat(line.get("receipt").asText()).isEqualTo("entry 7");
        assertThat(line.get("amount").asText()).isEqualTo("1190.00");
        assertThat(line.get("currency").asText()).isEqualTo("EUR");
        RunRequest request = ToyRun.REQUESTS.get(id);
        assertThat(request.input()).isNull();
        assertThat(request.name()).isEqualTo("post.xml");
    }

    @Test
    void a_run_that_waits_for_a_person_is_shown_as_it_stands() {
        Said said = ratchet.said("start", "grant", "{\"person\": \"ann-5\", \"role\": \"wait\"}");
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out())
                .containsPattern("outcome +WAITING  OVER_LIMIT")
                .containsPattern("person who is given a role +ann")
                .containsPattern("waits for +somebody with role approver")
                .doesNotContain("amount");
    }

    @Test
    void nobody_waits_with_no_wait() throws Exception {
        String text = "{\"person\": \"ann-6\", \"role\": \"wait\"}";
        JsonNode line = line(ratchet.said("start", "grant", text, "--json", "--no-wait"));
        assertThat(line.get("outcome").asText()).isEqualTo("RUNNING");
        assertThat(line.get("code").asText()).isEqualTo("STARTED");
        assertThat(ratchet.said("start", "grant", text, "--no-wait").out())
                .contains(id(text), "RUNNING  STARTED", "'ratchet status' shows");
        assertThat(ratchet.said("status", id(text)).out()).contains("grant");
    }

    @Test
    void the_same_input_is_one_run_unless_it_is_asked_for_again() throws Exception {
        String text = "{\"person\": \"ann-7\", \"role\": \"auditor\"}";
        ratchet.said("start", "grant", text);
        JsonNode second = line(ratchet.said("start", "grant", "{\"role\":\"auditor\",\"person\":\"ann-7\"}", "--json"));
        assertThat(second.get("outcome").asText()).isEqualTo("DUPLICATE");
        assertThat(second.get("why").asText()).isEqualTo("the same input was submitted before: GRANTED, grant 7");
        assertThat(second.get("receipt").asText()).isEqualTo("grant 7");
        assertThat(ratchet.said("start", "grant", text).out())
                .contains("DUPLICATE  SAME_DOCUMENT")
                .containsPattern("receipt +grant 7");
        assertThat(line(ratchet.said("start", "grant", text, "--json", "--again"))
                        .get("outcome")
                        .asText())
                .isEqualTo("GRANTED");
    }

    /** The record knows what Temporal has forgotten. */
    @Test
    void what_the_record_has_as_decided_is_not_started() throws Exception {
        String text = "{\"person\": \"ann-8\", \"role\": \"auditor\"}";
        ratchet.gateway()
                .answer(
                        ToyGateway.getting(Paths.run(id(text))),
                        ToyAgent.GRANT.explanation(ToyAgent.GRANT.done(id(text), "long ago")));
        assertThat(line(ratchet.said("start", "grant", text, "--json"))
                        .get("outcome")
                        .asText())
                .isEqualTo("DUPLICATE");
        assertThat(ToyRun.REQUESTS).doesNotContainKey(id(text));
    }

    @Test
    void a_run_that_fails_is_exit_code_1() throws Exception {
        Said said = ratchet.said("start", "grant", "{\"person\": \"ann-9\", \"role\": \"fail\"}", "--json");
        assertThat(said.code()).isEqualTo(1);
        assertThat(Json.mapper().readTree(said.out()).get("outcome").asText()).isEqualTo("FAILED");
        assertThat(Json.mapper().readTree(said.out()).get("why").asText()).isEqualTo("the run failed: the toy broke");
    }

    @Test
    void json_that_does_not_fit_is_told_problem_by_problem_and_nothing_is_started() throws Exception {
        String text = "{\"person\": 3, \"role\": true}";
        Path file = Files.writeString(folder.resolve("bad.json"), text);
        Said said = ratchet.said("start", "grant", file.toString(), "--json");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out()).isEmpty();
        assertThat(said.err().lines())
                .containsExactly(
                        file + ": /person should be text",
                        file + ": /role should be text",
                        "ratchet: nothing was started: the input does not fit the schema of agent 'grant'"
                                + " (INVALID_INPUT)");
        assertThat(ToyRun.REQUESTS).doesNotContainKey(id(text));
        assertThat(ratchet.said("start", "grant", "{\"person\": ").err())
                .startsWith("the JSON:1: the input should be one JSON value\n");
    }

    @Test
    void an_unknown_agent_is_answered_with_those_there_are() {
        Said said = ratchet.said("start", "grants", "{}");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err())
                .isEqualTo("ratchet: there is no agent 'grants'; there are grant, invoice (UNKNOWN_AGENT)\n");
    }

    @Test
    void what_cannot_be_read_is_answered_with_what_would_be_right() throws Exception {
        String missing = folder.resolve("missing").toString();
        assertThat(ratchet.said("start", "grant", missing).err())
                .contains("'" + missing + "' cannot be read", "takes JSON", "starts with { or [", "UNREADABLE");
        assertThat(ratchet.said("start", "invoice", "{\"a\": 1}").err()).contains("takes a document: give a file");
        assertThat(ratchet.said("start", "invoice", folder.toString()).err()).contains("takes a document");
        Path large = Files.writeString(folder.resolve("large.xml"), "x".repeat(ToyGateway.LIMIT + 1));
        assertThat(ratchet.said("start", "invoice", large.toString()).err()).contains("more than 5000 bytes");
        assertThat(ratchet.said(Said.lines("x".repeat(ToyGateway.LIMIT + 1)), "start", "invoice", "-")
                        .err())
                .contains("standard input has more than 5000 bytes");
        assertThat(ratchet.said("start", "grant").code()).isEqualTo(2);
    }

    private static String id(String text) {
        return ToyAgent.GRANT.id(CanonicalJson.digest(CanonicalJson.read(text, JsonNode.class)));
    }

    private static JsonNode line(Said said) throws Exception {
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out().lines()).hasSize(1);
        return Json.mapper().readTree(said.out());
    }
}
