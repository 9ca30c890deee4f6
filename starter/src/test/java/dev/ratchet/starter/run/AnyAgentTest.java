package dev.ratchet.starter.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.WireMock;
import dev.ratchet.starter.toy.Said;
import dev.ratchet.starter.toy.ToyAgent;
import dev.ratchet.starter.toy.ToyGateway;
import dev.ratchet.starter.toy.ToyRatchet;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.Approval;
import dev.ratchet.workflows.contract.record.ListedRun;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.gateway.Json;
import dev.ratchet.workflows.gateway.Paths;
import dev.ratchet.workflows.gateway.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands about runs, for an agent with JSON, without an amount, and with a word of its own for done. */
class AnyAgentTest {
    private static ToyRatchet ratchet;

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
    void status_explain_and_watch_tell_its_subject_and_its_word() {
        String id = started("status", "auditor");
        assertThat(ratchet.said("status", id).out())
                .containsPattern("agent +grant\n")
                .containsPattern("outcome +GRANTED  GRANTED\n")
                .containsPattern("person who is given a role +ann\n")
                .containsPattern("receipt +grant 7\n")
                .doesNotContain("amount", "supplier", "entry");
        assertThat(ratchet.said("explain", id).out()).contains("grant_role", "not allowed: an approver must consent");
        assertThat(ratchet.said("watch", id).out()).contains("ENDED  GRANTED  GRANTED  ann is an auditor now");
    }

    @Test
    void consent_without_an_amount_names_the_action_and_for_whom() {
        String id = started("approved", "wait");
        ratchet.gateway()
                .answer(
                        ToyGateway.posting(Paths.SIGN),
                        new Approval(
                                TenantId.DEFAULT,
                                "a1",
                                id,
                                ToyAgent.INTENT,
                                "ben",
                                "approver",
                                "olga",
                                ToyAgent.UNTIL.minusSeconds(60),
                                ToyAgent.UNTIL,
                                "k1",
                                "c2ln"));
        ratchet.gateway().answer(ToyGateway.getting(Paths.APPROVALS), List.of(ToyAgent.GRANT.requested(id, "a grant")));
        Said said = ratchet.said("approve", id);
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out())
                .startsWith("Consent to exactly this, as the gateway knows it:\n")
                .containsPattern("effect +what agent grant does\n")
                .containsPattern("role +auditor\n")
                .contains("Approved by ben as approver. GRANTED GRANTED: ann is an auditor now")
                .doesNotContainPattern("\namount ");
    }

    @Test
    void a_denial_and_a_recheck_work_alike() {
        String id = started("denied", "wait");
        assertThat(ratchet.said("recheck", id).out()).containsPattern("outcome +WAITING  OVER_LIMIT");
        assertThat(ratchet.said("deny", id, "--why", "not now").out())
                .contains("Denied by olga. REFUSED DENIED: olga denied it: not now");
    }

    @Test
    void lists_and_approvals_tell_agent_subject_and_receipt() {
        ratchet.gateway()
                .answer(
                        ToyGateway.getting(Paths.RUNS),
                        List.of(
                                listed(ToyAgent.GRANT.done(ToyAgent.GRANT.id(Digest.of("l1")), "a grant")),
                                listed(ToyAgent.INVOICE.done(ToyAgent.INVOICE.id(Digest.of("l2")), "an invoice"))));
        assertThat(ratchet.said("list").out())
                .containsPattern("NAME +OUTCOME +CODE +ID +CHANGED +AMOUNT +AGENT")
                .containsPattern("a grant +GRANTED +GRANTED +[0-9a-f]{12} +2020-02-03 +grant +grant 7\n")
                .contains("GRANTED", "grant 7", "POSTED", "1190.00 EUR", "entry 7")
                .containsPattern("supplier ACME")
                .containsPattern("role auditor");
        assertThat(ratchet.said("list", "--json").out().lines()).hasSize(2).allSatisfy(line -> {
            assertThat(Json.mapper().readTree(line).at("/run/workflowId").asText())
                    .contains("/default/");
            assertThat(Json.mapper().readTree(line).at("/changedAt").asText()).isEqualTo("2020-02-03T12:00:00Z");
        });
        ratchet.gateway()
                .answer(
                        ToyGateway.getting(Paths.APPROVALS),
                        List.of(ToyAgent.GRANT.requested(ToyAgent.GRANT.id(Digest.of("l3")), "a grant")));
        assertThat(ratchet.said("approvals").out())
                .contains("grant", "role", "auditor", "approver until", "2026-11-28", "approve, deny");
    }

    @Test
    void a_list_may_be_of_one_agent() {
        ratchet.gateway()
                .answer(
                        ToyGateway.getting(Paths.RUNS).withQueryParam("agent", WireMock.equalTo("grant")),
                        List.of(listed(ToyAgent.GRANT.done(ToyAgent.GRANT.id(Digest.of("a1")), "a grant"))));
        assertThat(ratchet.said("list", "--agent", "grant").out()).contains("GRANTED");
        assertThat(ratchet.said("list").out()).contains("no run is on record");
        ratchet.gateway()
                .refuse(
                        ToyGateway.getting(Paths.RUNS).withQueryParam("agent", WireMock.equalTo("grants")),
                        404,
                        Problem.of(Problem.UNKNOWN_AGENT, "there is no agent 'grants'; there are grant, invoice"));
        Said unknown = ratchet.said("list", "--agent", "grants");
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.err()).contains("there are grant, invoice (UNKNOWN_AGENT)");
    }

    /** One document may be given to two agents. */
    @Test
    void a_digest_is_the_run_of_whichever_agent_has_it() {
        Digest digest = Digest.of("shared");
        String grant = ToyAgent.GRANT.id(digest);
        String invoice = ToyAgent.INVOICE.id(digest);
        assertThat(ratchet.said("status", digest.hex()).err()).contains("no run on record begins with");

        ratchet.gateway()
                .answer(
                        ToyGateway.getting(Paths.run(grant)),
                        ToyAgent.GRANT.explanation(ToyAgent.GRANT.done(grant, "a grant")));
        assertThat(ratchet.said("status", digest.hex()).out())
                .contains(grant + "\n", "from the record of Temporal run run-1");

        ratchet.gateway()
                .answer(
                        ToyGateway.getting(Paths.run(invoice)),
                        ToyAgent.INVOICE.explanation(ToyAgent.INVOICE.done(invoice, "an invoice")));
        Said two = ratchet.said("status", digest.hex());
        assertThat(two.code()).isEqualTo(1);
        assertThat(two.err()).contains("AMBIGUOUS", "grant/default/", "invoice/default/");
    }

    @Test
    void a_run_that_only_temporal_has_is_found_by_its_digest() {
        String id = started("only", "wait");
        String digest = id.substring(id.lastIndexOf('/') + 1);
        assertThat(ratchet.said("status", digest).out()).contains(id + "\n", "WAITING");
    }

    private static ListedRun listed(RunSummary run) {
        return new ListedRun(run, Instant.parse("2020-02-03T12:00:00Z"));
    }

    private static String started(String person, String role) {
        Map<String, String> input = Map.of("person", person, "role", role);
        Said said = ratchet.said("start", "grant", CanonicalJson.of(input));
        assertThat(said.code()).as(said.err()).isZero();
        return ToyAgent.GRANT.id(CanonicalJson.digest(input));
    }
}
