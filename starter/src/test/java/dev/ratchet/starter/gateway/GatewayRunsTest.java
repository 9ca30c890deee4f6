package dev.ratchet.starter.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.ratchet.starter.toy.Said;
import dev.ratchet.starter.toy.ToyAgent;
import dev.ratchet.starter.toy.ToyGateway;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.gateway.Paths;
import dev.ratchet.workflows.gateway.Problem;
import dev.ratchet.workflows.gateway.RunStarted;
import dev.ratchet.workflows.gateway.Whoami.MayActAs;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands of somebody for whom no Temporal is set. */
class GatewayRunsTest {
    private static final Map<String, String> INPUT = Map.of("person", "ann", "role", "auditor");
    private static final String ID = ToyAgent.GRANT.id(CanonicalJson.digest(INPUT));

    private static ToyGateway gateway;

    @BeforeAll
    static void start() {
        gateway = new ToyGateway();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void reset() {
        gateway.reset(MayActAs.ANYONE);
    }

    private static Said ratchet(String... arguments) {
        Map<String, String> environment = Map.of("RATCHET_URL", gateway.url(), "RATCHET_TOKEN", ToyGateway.TOKEN);
        return Said.by(environment, Path.of("nowhere"), 120, arguments);
    }

    private static MappingBuilder status(String state, String next) {
        return ToyGateway.getting(Paths.status(ID))
                .inScenario("status")
                .whenScenarioStateIs(state)
                .willSetStateTo(next);
    }

    @Test
    void a_run_is_asked_until_it_rests_also_when_nobody_answers_for_a_while() {
        gateway.answer(ToyGateway.posting(Paths.RUNS), new RunStarted(ID, true));
        gateway.answer(
                status(Scenario.STARTED, "away"),
                ToyAgent.GRANT.summary(ID, "a grant", "olga", RunStatus.RUNNING, "RUNNING", "being worked on"));
        gateway.refuse(
                status("away", "back"), 503, Problem.of(Problem.RUNS_UNAVAILABLE, "the workers do not answer now"));
        gateway.answer(status("back", "back"), ToyAgent.GRANT.done(ID, "a grant"));
        Said said = ratchet("start", "grant", CanonicalJson.of(INPUT));
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out()).containsPattern("outcome +GRANTED  GRANTED\n");
        assertThat(said.err())
                .isEqualTo("ratchet: the workers do not answer now; still waiting. What was started continues\n");
        gateway.server()
                .verify(WireMock.postRequestedFor(WireMock.urlPathEqualTo(Paths.RUNS))
                        .withRequestBody(WireMock.matchingJsonPath("$.agent", WireMock.equalTo("grant")))
                        .withRequestBody(WireMock.matchingJsonPath("$.as", WireMock.equalTo("olga"))));
    }

    @Test
    void what_was_decided_before_is_told_from_the_record() {
        gateway.answer(ToyGateway.posting(Paths.RUNS), new RunStarted(ID, false));
        gateway.refuse(ToyGateway.getting(Paths.status(ID)), 404, Problem.of(Problem.NOT_FOUND, "no such run"));
        gateway.answer(
                ToyGateway.getting(Paths.run(ID)), ToyAgent.GRANT.explanation(ToyAgent.GRANT.done(ID, "a grant")));
        assertThat(ratchet("start", "grant", CanonicalJson.of(INPUT)).out()).contains("DUPLICATE");
        assertThat(ratchet("status", ID).out()).contains("from the record of Temporal run run-1");
    }

    @Test
    void what_a_run_does_not_take_in_is_told_with_its_code() {
        gateway.refuse(
                ToyGateway.posting(Paths.decide(ID)),
                409,
                Problem.of("STATEMENT_MISMATCH", "this was said to another request"));
        Said said = ratchet("deny", ID, "--why", "not now");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).isEqualTo("ratchet: this was said to another request (STATEMENT_MISMATCH)\n");
    }

    /** Without the SDK's own waits: nothing listens where Temporal would be. */
    @Test
    void no_command_about_one_run_looks_for_temporal() {
        gateway.answer(ToyGateway.getting(Paths.status(ID)), ToyAgent.GRANT.waiting(ID, "a grant"));
        gateway.answer(
                ToyGateway.getting(Paths.explain(ID)),
                ToyAgent.GRANT.explanation(ToyAgent.GRANT.waiting(ID, "a grant")));
        gateway.answer(ToyGateway.posting(Paths.decide(ID)), ToyAgent.GRANT.waiting(ID, "a grant"));
        for (String command : new String[] {"status", "explain", "recheck"}) {
            Said said = ratchet(command, ID);
            assertThat(said.code()).as("%s: %s", command, said).isZero();
            assertThat(said.out()).contains("OVER_LIMIT");
        }
        Said denied = ratchet("deny", ID, "--why", "not now");
        assertThat(denied.out()).startsWith("Denied by olga. WAITING");
    }
}
