package dev.ratchet.workflows.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.workflows.agent.ActionKind;
import dev.ratchet.workflows.agent.Agent;
import dev.ratchet.workflows.agent.AgentContract;
import dev.ratchet.workflows.agent.Outcome;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.Proposal;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.evaluation.EvaluationActivities.Measured;
import dev.ratchet.workflows.contract.evaluation.EvaluationActivities.Opened;
import dev.ratchet.workflows.contract.evaluation.EvaluationActivities.Unusable;
import dev.ratchet.workflows.contract.evaluation.EvaluationActivities.Written;
import dev.ratchet.workflows.contract.evaluation.EvaluationCases;
import dev.ratchet.workflows.contract.evaluation.EvaluationCases.Case;
import dev.ratchet.workflows.contract.evaluation.EvaluationRequest;
import dev.ratchet.workflows.contract.evaluation.EvaluationRequest.Kind;
import dev.ratchet.workflows.evaluation.EvaluationState.Phase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluationAgentTest extends AgentContract<EvaluationState, EvaluationAction, EvaluationObservation> {
    private static final Written WRITTEN = new Written(Digest.of("results"), Digest.of("report"), "ndcg@10 0.400");
    private static final String RECEIPT =
            WRITTEN.results().hex() + "/" + WRITTEN.report().hex();

    private final EvaluationAgent agent = new EvaluationAgent();

    private static EvaluationRequest request(Kind kind, @Nullable Long budget) {
        return new EvaluationRequest(kind, "nightly", "hybrid@1", Digest.of("cases"), budget, List.of());
    }

    private static EvaluationState received(EvaluationRequest request) {
        return EvaluationState.received(new DocumentRef(TenantId.DEFAULT, CanonicalJson.digest(request), 100), request);
    }

    private EvaluationState opened(Kind kind, int questions, @Nullable Long budget) {
        return agent.reduce(
                received(request(kind, budget)),
                new EvaluationObservation.CasesOpened(new Opened(kind, questions, "hybrid@1 (all)")));
    }

    private static EvaluationObservation measured(int from, int count, long micros, long dearest) {
        return new EvaluationObservation.NextMeasured(
                new Measured(from, count, Digest.of("part " + from), micros, dearest));
    }

    private EvaluationState after(EvaluationState state, EvaluationObservation... all) {
        EvaluationState now = state;
        for (EvaluationObservation each : all) {
            now = agent.reduce(now, each);
        }
        return now;
    }

    // ---- some at a time

    @Test
    void rankingsAreMeasuredTwentyFiveAtATimeToTheEnd() {
        EvaluationState state = opened(Kind.RETRIEVAL, 60, null);
        List<Integer> counts = new ArrayList<>();
        while (state.phase() == Phase.SEARCHING) {
            counts.add(EvaluationAgent.next(state));
            state = agent.reduce(state, measured(state.measured(), EvaluationAgent.next(state), 0, 0));
        }
        assertThat(counts).containsExactly(25, 25, 10);
        assertThat(state.results()).isEqualTo(Digest.of("part 50"));
        EvaluationState ended = agent.reduce(state, new EvaluationObservation.ReportWritten(WRITTEN));
        assertThat(ended.outcome())
                .isEqualTo(
                        new Outcome.Done("MEASURED", new Receipt("evaluation", RECEIPT), "MEASURED", "ndcg@10 0.400"));
    }

    @Test
    void whatIsNotAboutTheNextQuestionsCountsNothingTwice() {
        EvaluationState state = after(opened(Kind.RETRIEVAL, 60, null), measured(0, 25, 0, 0));
        assertThat(agent.reduce(state, measured(0, 25, 0, 0))).isEqualTo(state);
        assertThat(agent.reduce(state, measured(50, 10, 0, 0))).isEqualTo(state);
        assertThat(agent.reduce(state, measured(25, 36, 0, 0))).isEqualTo(state);
    }

    @Test
    void howFarItIsIsSeenInItsSubject() {
        EvaluationState state = after(opened(Kind.RETRIEVAL, 60, null), measured(0, 25, 0, 0));
        assertThat(agent.view().subject(state).toString()).contains("nightly", "25 of 60");
    }

    // ---- budget

    @Test
    void withoutABudgetFourAreAskedAtATime() {
        assertThat(EvaluationAgent.next(opened(Kind.ANSWERS, 9, null))).isEqualTo(4);
        assertThat(EvaluationAgent.next(after(opened(Kind.ANSWERS, 9, null), measured(0, 8, 0, 0))))
                .isEqualTo(1);
    }

    @Test
    void aBudgetIsSpentByThePriceOfTheDearestQuestionAndNotOverstepped() {
        EvaluationState state = opened(Kind.ANSWERS, 9, 10_000L);
        assertThat(EvaluationAgent.next(state)).as("the first tells the price").isEqualTo(1);
        state = after(state, measured(0, 1, 3_000, 3_000));
        assertThat(EvaluationAgent.next(state)).isEqualTo(2);
        state = after(state, measured(1, 2, 5_000, 3_000));
        assertThat(state.phase()).isEqualTo(Phase.REPORTING);
        assertThat(state.stopped().code()).isEqualTo("BUDGET_USED_UP");
        assertThat(state.stopped().why()).contains("0.008", "0.003");
        EvaluationState ended = agent.reduce(state, new EvaluationObservation.ReportWritten(WRITTEN));
        assertThat(ended.outcome()).returns("BUDGET_USED_UP", Outcome::code).isInstanceOf(Outcome.Done.class);
        assertThat(ended.outcome().receipt()).isEqualTo(new Receipt("evaluation", RECEIPT));
        assertThat(ended.outcome().why()).contains("ndcg@10 0.400; 0.008 of the budget");
    }

    @Test
    void questionsThatCostNothingUseNoBudgetUp() {
        EvaluationState state = after(opened(Kind.ANSWERS, 9, 2L), measured(0, 1, 0, 0));
        assertThat(EvaluationAgent.next(state)).isEqualTo(2);
    }

    @Test
    void theWholeBudgetSpentOnTheLastQuestionStopsNothing() {
        EvaluationState state = after(opened(Kind.ANSWERS, 1, 10L), measured(0, 1, 50, 50));
        assertThat(state.phase()).isEqualTo(Phase.REPORTING);
        assertThat(state.stopped()).isNull();
    }

    // ---- what is asked for

    @Test
    void whatCannotBeMeasuredIsRefusedWithItsSentence() {
        assertThat(agent.reduce(
                                initial(),
                                new EvaluationObservation.CasesOpened(
                                        new Unusable("BAD_INPUT", "no configuration is called x@1")))
                        .outcome())
                .isEqualTo(new Outcome.Refused("BAD_INPUT", "no configuration is called x@1"));
    }

    @Test
    void theSchemaHasTheRecordsNames() {
        List<String> names = new ArrayList<>();
        CanonicalJson.read(EvaluationRequest.SCHEMA, JsonNode.class)
                .path("properties")
                .fieldNames()
                .forEachRemaining(names::add);
        assertThat(names)
                .containsExactly(Stream.of(EvaluationRequest.class.getRecordComponents())
                        .map(component -> component.getName())
                        .toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\":\"retrieval\",\"name\":\"x\"}",
                "{\"kind\":\"retrieval\",\"cases\":\"CASES\"}",
                "{\"name\":\"x\",\"cases\":\"CASES\"}",
                "{\"kind\":\"retrieval\",\"name\":\" \",\"cases\":\"CASES\"}",
                "{\"kind\":\"answers\",\"name\":\"x\",\"cases\":\"CASES\",\"budget\":0}",
                "{\"kind\":\"answers\",\"name\":\"x\",\"cases\":\"CASES\",\"within\":[\"x\"]}"
            })
    void whatIsNoRequestIsNone(String bad) {
        String json = bad.replace("CASES", Digest.of("x").hex());
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> CanonicalJson.convert(CanonicalJson.read(json, JsonNode.class), EvaluationRequest.class));
    }

    @Test
    void questionsAreOneToFiveThousandEachUnderItsOwnId() {
        Case one = new Case("1", "How heavy?", new TreeMap<>(), false);
        assertThatIllegalArgumentException().isThrownBy(() -> new EvaluationCases(List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EvaluationCases(List.of(one, one)))
                .withMessageContaining("'1'");
        assertThatIllegalArgumentException().isThrownBy(() -> new EvaluationCases(Collections.nCopies(5_001, one)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Case("1", " ", new TreeMap<>(), false));
        assertThatIllegalArgumentException().isThrownBy(() -> new Case("", "x", new TreeMap<>(), false));
    }

    // ---- contract

    @Override
    protected Agent<EvaluationState, EvaluationAction, EvaluationObservation> agent() {
        return agent;
    }

    @Override
    protected EvaluationState initial() {
        return received(request(Kind.ANSWERS, 5_000L));
    }

    @Override
    protected List<EvaluationState> states() {
        EvaluationState stopped = after(opened(Kind.ANSWERS, 3, 10L), measured(0, 1, 9, 9));
        return List.of(
                initial(),
                opened(Kind.RETRIEVAL, 30, null),
                opened(Kind.ANSWERS, 3, null),
                after(opened(Kind.ANSWERS, 3, null), measured(0, 3, 9, 4)),
                stopped,
                stopped.ended(new Outcome.Refused("X", "w")));
    }

    @Override
    protected List<String> phases() {
        return Stream.of(Phase.values()).map(Phase::name).toList();
    }

    @Override
    protected Proposal proposal(EvaluationState state, ActionKind kind) {
        return new Proposal(kind.wire(), "{}");
    }

    @Override
    protected List<EvaluationObservation> observations() {
        return List.of(
                new EvaluationObservation.CasesOpened(new Opened(Kind.ANSWERS, 2, "all")),
                new EvaluationObservation.CasesOpened(new Opened(Kind.RETRIEVAL, 2, "all")),
                new EvaluationObservation.CasesOpened(new Unusable("BAD_INPUT", "no")),
                measured(0, 1, 10, 10),
                measured(1, 1, 10, 10),
                measured(0, 1, 5_000, 5_000),
                new EvaluationObservation.ReportWritten(WRITTEN));
    }

    /** Nothing is irreversible. */
    @Override
    protected boolean requiredFacts(EvaluationState state, ActionKind kind) {
        return false;
    }

    @Override
    protected List<String> frozenVocabulary() {
        return List.of("open_cases READ", "search_next READ", "ask_next READ", "write_report READ");
    }

    @Override
    protected List<String> frozenObservations() {
        return List.of("cases_opened", "next_measured", "report_written");
    }

    @Override
    protected List<String> frozenWords() {
        return List.of("MEASURED");
    }

    @Test
    void aFindingOfTheBudgetIsShown() {
        EvaluationState stopped = after(opened(Kind.ANSWERS, 3, 10L), measured(0, 1, 9, 9));
        assertThat(agent.view().findings(stopped)).extracting(Finding::code).containsExactly("BUDGET_USED_UP");
    }
}
