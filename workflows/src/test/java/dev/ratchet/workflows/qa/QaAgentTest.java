package dev.ratchet.workflows.qa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.workflows.agent.ActionKind;
import dev.ratchet.workflows.agent.Agent;
import dev.ratchet.workflows.agent.AgentContract;
import dev.ratchet.workflows.agent.Outcome;
import dev.ratchet.workflows.agent.TurnFailure;
import dev.ratchet.workflows.agent.planner.ModelQuestion;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.ModelActivities.Data;
import dev.ratchet.workflows.contract.ModelTier;
import dev.ratchet.workflows.contract.Proposal;
import dev.ratchet.workflows.contract.qa.AnswerFormat;
import dev.ratchet.workflows.contract.qa.QaRequest;
import dev.ratchet.workflows.contract.retrieval.Generator;
import dev.ratchet.workflows.qa.QaAction.Abstain.Reason;
import dev.ratchet.workflows.qa.QaAction.Kind;
import dev.ratchet.workflows.qa.QaState.Phase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QaAgentTest extends AgentContract<QaState, QaAction, QaObservation> {
    private final QaAgent agent = new QaAgent();

    private QaState after(QaObservation... observations) {
        QaState state = initial();
        for (QaObservation observation : observations) {
            state = agent.reduce(state, observation);
        }
        return state;
    }

    private QaState proposing() {
        return after(QaSamples.seen("REASON", false), new QaObservation.PassagesFound(QaSamples.found(3)));
    }

    private static QaObservation judged(String code) {
        return new QaObservation.AnswerJudged(QaSamples.ungrounded(code));
    }

    // ---- where questions go

    @Test
    void aKnownQuestionIsAnsweredAsAPersonConfirmed() {
        QaState state =
                after(QaSamples.seen("DIRECT", true), new QaObservation.AnswerJudged(QaSamples.grounded(0, "petra")));
        assertThat(state.outcome()).isInstanceOfSatisfying(Outcome.Done.class, done -> {
            assertThat(done.word()).isEqualTo("ANSWERED");
            assertThat(done.code()).isEqualTo("VERIFIED");
            assertThat(done.why()).contains("petra");
            assertThat(done.receipt().id()).isEqualTo(QaSamples.ANSWER_TEXT.hex());
        });
    }

    @Test
    void whatStoppedBeingCurrentMeanwhileIsLookedUpAnew() {
        assertThat(after(QaSamples.seen("DIRECT", true), judged("NOT_CURRENT")).phase())
                .isEqualTo(Phase.RETRIEVING);
    }

    @Test
    void aLookUpAsksAModelOnlyWhereNoSentencePlainlyAnswers() {
        QaState state = after(QaSamples.seen("RETRIEVE", false), new QaObservation.PassagesFound(QaSamples.found(2)));
        assertThat(state.phase()).isEqualTo(Phase.EXTRACTING);
        assertThat(agent.question(state)).isEmpty();
        assertThat(agent.reduce(state, new QaObservation.AnswerJudged(QaSamples.grounded(0, null)))
                        .outcome()
                        .code())
                .isEqualTo("EXTRACTED");
        QaState next = agent.reduce(state, judged("NOT_PLAIN"));
        assertThat(next.phase()).isEqualTo(Phase.PROPOSING);
        assertThat(next.rejected()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RETRIEVE", "REASON"})
    void aConfigurationWithoutAGeneratorAsksNoModelWhateverTheRoute(String route) {
        QaState state = after(
                QaSamples.seen(route, false), new QaObservation.PassagesFound(QaSamples.found(2, Generator.NONE)));
        assertThat(state.phase()).isEqualTo(Phase.EXTRACTING);
        QaState next = agent.reduce(state, judged("NOT_PLAIN"));
        assertThat(next.phase()).isEqualTo(Phase.ABSTAINING);
        assertThat(next.abstention().code()).isEqualTo("NOT_EXTRACTED");
    }

    @Test
    void aConfigurationCanBeginWithALargeModel() {
        QaState state = after(
                QaSamples.seen("REASON", false), new QaObservation.PassagesFound(QaSamples.found(2, Generator.LARGE)));
        assertThat(agent.question(state).orElseThrow().tier()).isEqualTo(ModelTier.LARGE);
        assertThat(agent.question(proposing()).orElseThrow().tier()).isEqualTo(ModelTier.SMALL);
    }

    @Test
    void whatIsOutOfScopeIsRefused() {
        assertThat(after(QaSamples.seen("REFUSE", false)).outcome()).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void nothingFoundIsNotAnswered() {
        QaState state = after(QaSamples.seen("REASON", false), new QaObservation.PassagesFound(QaSamples.found(0)));
        assertThat(state.phase()).isEqualTo(Phase.ABSTAINING);
        QaState ended = agent.reduce(state, new QaObservation.FoundShown(QaSamples.FOUND_TEXT));
        assertThat(ended.outcome().word()).isEqualTo("ABSTAINED");
        assertThat(ended.outcome().code()).isEqualTo("NOTHING_FOUND");
    }

    // ---- answers

    @Test
    void eachPassageStandsInAFenceUnderItsLetterAndNoMoreThanTwelveDo() {
        QaState state = after(QaSamples.seen("REASON", false), new QaObservation.PassagesFound(QaSamples.found(20)));
        ModelQuestion question = agent.question(state).orElseThrow();
        assertThat(question.data()).hasSize(13);
        assertThat(question.data().get(0).label()).isEqualTo("QUESTION");
        assertThat(question.data().get(1))
                .isEqualTo(new Data("A", QaSamples.passage(1).text()));
        assertThat(question.data().get(12).label()).isEqualTo("L");
    }

    @Test
    void anAnswerThatIsNotBorneOutGoesBackWithItsCodeToALargerModelAndTheSecondOneEndsIt() {
        QaState once = agent.reduce(proposing(), judged("NUMBER_NOT_CITED"));
        assertThat(once.phase()).isEqualTo(Phase.PROPOSING);
        ModelQuestion again = agent.question(once).orElseThrow();
        assertThat(again.hint()).isEqualTo("NUMBER_NOT_CITED");
        assertThat(again.tier()).isEqualTo(ModelTier.LARGE);
        QaState twice = agent.reduce(once, judged("NAME_NOT_CITED"));
        assertThat(twice.phase()).isEqualTo(Phase.ABSTAINING);
        assertThat(agent.reduce(twice, new QaObservation.FoundShown(QaSamples.FOUND_TEXT))
                        .outcome()
                        .code())
                .isEqualTo("NAME_NOT_CITED");
    }

    @Test
    void anAnswerThatIsNoProposalCountsAsWell() {
        QaState once = agent.reduce(proposing(), new TurnFailure.ProposalRejected("MALFORMED_ARGUMENTS", 1));
        assertThat(once.phase()).isEqualTo(Phase.PROPOSING);
        assertThat(agent.reduce(once, judged("NO_CITATION")).phase()).isEqualTo(Phase.ABSTAINING);
    }

    @Test
    void aModelThatIsOutAnswersNothing() {
        QaState state = agent.reduce(proposing(), new TurnFailure.PlannerUnavailable("MODEL_TIER_DOWN", "out"));
        assertThat(state.phase()).isEqualTo(Phase.ABSTAINING);
        assertThat(state.abstention().code()).isEqualTo("MODEL_TIER_DOWN");
    }

    @Test
    void contradictionsAreSaid() {
        QaState state = agent.reduce(proposing(), new QaObservation.AnswerJudged(QaSamples.grounded(2, null)));
        assertThat(state.outcome().code()).isEqualTo("CONTRADICTED");
        assertThat(agent.view().facts(state).toString()).contains("2 other places");
    }

    // ---- the request

    @Test
    void theSchemaHasTheRecordsNames() {
        JsonNode schema = CanonicalJson.read(QaRequest.SCHEMA, JsonNode.class);
        List<String> names = new ArrayList<>();
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        assertThat(names)
                .containsExactly(Stream.of(QaRequest.class.getRecordComponents())
                        .map(component -> component.getName())
                        .toArray(String[]::new));
        JsonNode format = schema.path("properties").path("format").path("enum");
        assertThat(Stream.of(AnswerFormat.values()).map(CanonicalJson::of))
                .containsExactly(
                        format.get(0).toString(),
                        format.get(1).toString(),
                        format.get(2).toString());
    }

    @Test
    void whatIsNoRequestIsNone() {
        for (String bad : List.of(
                "{}",
                "{\"question\":\" \"}",
                "{\"question\":\"x\",\"within\":[\"x\"]}",
                "{\"question\":\"x\",\"request\":\"a b\"}",
                "{\"question\":\"x\",\"retrieval\":\"hybrid\"}",
                "{\"question\":\"x\",\"within\":" + CanonicalJson.of(Collections.nCopies(21, "0123456789abcdef"))
                        + "}")) {
            assertThatIllegalArgumentException()
                    .as(bad)
                    .isThrownBy(() -> CanonicalJson.convert(CanonicalJson.read(bad, JsonNode.class), QaRequest.class));
        }
        QaRequest least = CanonicalJson.read("{\"question\":\"x\"}", QaRequest.class);
        assertThat(least).isEqualTo(new QaRequest("x", List.of(), AnswerFormat.MARKDOWN, null));
    }

    // ---- contract

    @Override
    protected Agent<QaState, QaAction, QaObservation> agent() {
        return agent;
    }

    @Override
    protected QaState initial() {
        return QaState.asked(QaSamples.INTAKE);
    }

    @Override
    protected List<QaState> states() {
        return List.of(
                initial(),
                after(QaSamples.seen("DIRECT", true)),
                after(QaSamples.seen("REASON", false)),
                after(QaSamples.seen("RETRIEVE", false), new QaObservation.PassagesFound(QaSamples.found(2))),
                proposing(),
                agent.reduce(proposing(), judged("NO_CITATION")),
                after(QaSamples.seen("REASON", false), new QaObservation.PassagesFound(QaSamples.found(0))),
                initial().ended(new Outcome.Refused("X", "w")));
    }

    @Override
    protected List<String> phases() {
        return Stream.of(Phase.values()).map(Phase::name).toList();
    }

    @Override
    protected Proposal proposal(QaState state, ActionKind kind) {
        return new Proposal(
                kind.wire(),
                switch ((Kind) kind) {
                    case PROPOSE_ANSWER -> QaSamples.ANSWER;
                    case ABSTAIN -> "{\"reason\":\"NOT_ANSWERED\"}";
                    case LOOK_AT_QUESTION, TAKE_VERIFIED, RETRIEVE, EXTRACT_ANSWER, SHOW_FOUND -> "{}";
                });
    }

    @Override
    protected List<QaObservation> observations() {
        return List.of(
                QaSamples.seen("DIRECT", true),
                QaSamples.seen("RETRIEVE", false),
                QaSamples.seen("REASON", false),
                QaSamples.seen("REFUSE", false),
                new QaObservation.PassagesFound(QaSamples.found(3)),
                new QaObservation.PassagesFound(QaSamples.found(0)),
                new QaObservation.AnswerJudged(QaSamples.grounded(0, null)),
                judged("NUMBER_NOT_CITED"),
                new QaObservation.NotAnswered(Reason.NOT_ANSWERED),
                new QaObservation.FoundShown(QaSamples.FOUND_TEXT));
    }

    /** There is no irreversible action. */
    @Override
    protected boolean requiredFacts(QaState state, ActionKind kind) {
        return false;
    }

    @Override
    protected List<String> frozenVocabulary() {
        return List.of(
                "look_at_question READ",
                "take_verified READ",
                "retrieve READ",
                "extract_answer READ",
                "propose_answer READ",
                "abstain READ",
                "show_found READ");
    }

    @Override
    protected List<String> frozenObservations() {
        return List.of("question_seen", "passages_found", "answer_judged", "not_answered", "found_shown");
    }

    @Override
    protected List<String> frozenWords() {
        return List.of("ABSTAINED", "ANSWERED");
    }
}
