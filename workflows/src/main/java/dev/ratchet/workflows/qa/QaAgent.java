package dev.ratchet.workflows.qa;

import dev.ratchet.workflows.agent.ActionKind;
import dev.ratchet.workflows.agent.Agent;
import dev.ratchet.workflows.agent.AgentView;
import dev.ratchet.workflows.agent.Budget;
import dev.ratchet.workflows.agent.Clearance;
import dev.ratchet.workflows.agent.Decision;
import dev.ratchet.workflows.agent.Outcome;
import dev.ratchet.workflows.agent.TurnFailure;
import dev.ratchet.workflows.agent.gate.Rejection;
import dev.ratchet.workflows.agent.planner.ModelQuestion;
import dev.ratchet.workflows.agent.rules.Route;
import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.ModelActivities.Data;
import dev.ratchet.workflows.contract.ModelTier;
import dev.ratchet.workflows.contract.Proposal;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.policy.Ruling;
import dev.ratchet.workflows.contract.qa.GroundingActivities.Grounded;
import dev.ratchet.workflows.contract.qa.GroundingActivities.Judged;
import dev.ratchet.workflows.contract.qa.GroundingActivities.Ungrounded;
import dev.ratchet.workflows.contract.retrieval.Generator;
import dev.ratchet.workflows.contract.retrieval.Passage;
import dev.ratchet.workflows.qa.QaAction.Kind;
import dev.ratchet.workflows.qa.QaState.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The answering agent: what is legal, what is proposed by rule, what is valid, what an observation changes, when to stop. */
final class QaAgent implements Agent<QaState, QaAction, QaObservation> {

    /** The prompt by which a model answers. */
    static final String PROMPT = "qa-answer@1";

    /** After this many answers that the passages do not bear out, or that are none, the run abstains. */
    static final int ATTEMPTS = 2;

    static final int COMPLETION_TOKENS = 2_000;

    /** Turns, rejections, tokens, money, and a day. */
    private static final Budget.Amounts BUDGET = new Budget.Amounts(60, 12, 80_000, 1_000_000, 24L * 3600 * 1000);

    // ---- legal

    @Override
    public String name() {
        return QaWorkflow.AGENT;
    }

    @Override
    public List<Kind> vocabulary() {
        return List.of(Kind.values());
    }

    @Override
    public Class<QaState> states() {
        return QaState.class;
    }

    @Override
    public Class<QaAction> actions() {
        return QaAction.class;
    }

    @Override
    public Class<QaObservation> observations() {
        return QaObservation.class;
    }

    @Override
    public AgentView<QaState> view() {
        return new QaView();
    }

    @Override
    public Budget.Amounts budget() {
        return BUDGET;
    }

    @Override
    public String phase(QaState state) {
        return state.phase().name();
    }

    @Override
    public List<Kind> legal(QaState state) {
        return state.phase().legal();
    }

    @Override
    public String whyNotAllowed(QaState state, ActionKind kind) {
        if (state.phase() == Phase.ENDED) {
            return "the run has ended";
        }
        return switch ((Kind) kind) {
            case LOOK_AT_QUESTION -> "the question was looked at";
            case TAKE_VERIFIED -> "nobody confirmed a current answer to this question";
            case RETRIEVE -> "passages are searched once, after the rules chose a route that needs them";
            case EXTRACT_ANSWER -> "no rule says that a sentence of a passage answers";
            case PROPOSE_ANSWER, ABSTAIN -> "no rule asks a model now";
            case SHOW_FOUND -> "the run has not given up";
        };
    }

    // ---- plan

    /** In every phase but PROPOSING there is one thing to do. */
    @Override
    public Proposal rule(QaState state) {
        return new Proposal(state.phase().legal().get(0).wire(), "{}");
    }

    /** Each passage stands in a fence of its own, whose label is the letter by which it is cited. */
    @Override
    public Optional<ModelQuestion> question(QaState state) {
        if (state.phase() != Phase.PROPOSING) {
            return Optional.empty();
        }
        List<Data> data = new ArrayList<>();
        data.add(new Data("QUESTION", Objects.requireNonNull(state.question()).text()));
        for (Passage passage : state.passages()) {
            data.add(new Data(letter(data.size() - 1), passage.text()));
        }
        return Optional.of(new ModelQuestion(
                PROMPT,
                data,
                state.rejected() == 0 && state.generator() == Generator.SMALL ? ModelTier.SMALL : ModelTier.LARGE,
                state.answer() != null && state.answer().value() instanceof Ungrounded ungrounded
                        ? ungrounded.findings().get(0).code()
                        : null,
                COMPLETION_TOKENS,
                ModelQuestion.USUAL_PATIENCE));
    }

    private static String letter(int position) {
        return String.valueOf((char) ('A' + position));
    }

    // ---- validate

    /** Bounds only; whether passages bear an answer out is for the passages to say. */
    @Override
    public Optional<Rejection> validate(QaState state, QaAction action) {
        return action instanceof QaAction.ProposeAnswer answer
                        && answer.sentences().isEmpty()
                ? Optional.of(new Rejection("NOT_AN_ANSWER", "an answer has at least one sentence"))
                : Optional.empty();
    }

    // ---- reduce

    @Override
    public QaState reduce(QaState state, QaObservation observation) {
        return switch (state.phase()) {
            case RECEIVED -> observation instanceof QaObservation.QuestionSeen seen ? routed(state, seen) : state;
            case RETRIEVING -> observation instanceof QaObservation.PassagesFound found ? found(state, found) : state;
            case KNOWN, EXTRACTING, PROPOSING -> answered(state, observation);
            case ABSTAINING -> observation instanceof QaObservation.FoundShown shown ? abstained(state, shown) : state;
            case ENDED -> state;
        };
    }

    private static QaState routed(QaState before, QaObservation.QuestionSeen seen) {
        QaState state = before.seen(seen.question(), seen.rulings());
        Ruling route = seen.rulings().route();
        return switch (Route.valueOf(route.then())) {
            case DIRECT -> state.in(seen.question().known() ? Phase.KNOWN : Phase.RETRIEVING);
            case RETRIEVE, REASON -> state.in(Phase.RETRIEVING);
            case HUMAN, REFUSE ->
                state.ended(new Outcome.Refused(Clearance.reason(route).code(), route.why()));
        };
    }

    private static QaState found(QaState before, QaObservation.PassagesFound observation) {
        QaState state = before.found(observation.found());
        if (state.passages().isEmpty()) {
            return state.abstaining(new Finding("NOTHING_FOUND", "library", "no passage was found for this question"));
        }
        return state.in(asksModelFirst(state) ? Phase.PROPOSING : Phase.EXTRACTING);
    }

    private static boolean asksModelFirst(QaState state) {
        return state.generator() != Generator.NONE
                && Route.valueOf(Objects.requireNonNull(state.rulings()).route().then()) == Route.REASON;
    }

    private static QaState answered(QaState state, QaObservation observation) {
        if (observation instanceof QaObservation.AnswerJudged judged) {
            return judged(state.judged(judged.judged()), judged.judged());
        }
        return observation instanceof QaObservation.NotAnswered not && state.phase() == Phase.PROPOSING
                ? state.abstaining(new Finding(
                        not.reason().name(), "passages", "the passages that were found do not answer the question"))
                : state;
    }

    private static QaState judged(QaState state, Attested<Judged> judged) {
        if (judged.value() instanceof Grounded grounded) {
            return state.ended(new Outcome.Done(
                    QaWorkflow.ANSWERED, receipt(grounded.text()), code(state, grounded), why(grounded)));
        }
        return switch (state.phase()) {
            case KNOWN -> state.in(Phase.RETRIEVING);
            case EXTRACTING -> notExtracted(state);
            default -> counted(state, ((Ungrounded) judged.value()).findings().get(0));
        };
    }

    private static QaState notExtracted(QaState state) {
        return state.generator() == Generator.NONE
                ? state.abstaining(new Finding(
                        "NOT_EXTRACTED",
                        "passages",
                        "no sentence of what was found plainly answers, and this configuration asks no model"))
                : state.in(Phase.PROPOSING);
    }

    private static String code(QaState state, Grounded grounded) {
        if (grounded.conflicts() > 0) {
            return "CONTRADICTED";
        }
        return switch (state.phase()) {
            case KNOWN -> "VERIFIED";
            case EXTRACTING -> "EXTRACTED";
            default -> "GROUNDED";
        };
    }

    private static String why(Grounded grounded) {
        String rests = grounded.sentences() == 1 ? "one sentence" : grounded.sentences() + " sentences";
        String by = grounded.confirmedBy() == null ? "" : ", confirmed by " + grounded.confirmedBy();
        String otherwise = grounded.conflicts() == 0 ? "" : "; other passages say otherwise, and the answer shows them";
        return rests + ", each borne out by the passages that it cites" + by + otherwise;
    }

    private static Receipt receipt(Digest text) {
        return new Receipt(QaWorkflow.TEXT, text.hex());
    }

    /** What was judged last stays: it says why. */
    private static QaState counted(QaState state, Finding why) {
        QaState counted = state.oneMoreRejected();
        return counted.rejected() < ATTEMPTS ? counted : counted.abstaining(why);
    }

    private static QaState abstained(QaState state, QaObservation.FoundShown shown) {
        Finding why = Objects.requireNonNull(state.abstention());
        return state.ended(new Outcome.Done(QaWorkflow.ABSTAINED, receipt(shown.text()), why.code(), why.why()));
    }

    /** A model that is out, or talks nonsense, answers nothing; what was found is shown. */
    @Override
    public QaState reduce(QaState state, TurnFailure failure) {
        if (state.phase() == Phase.ENDED) {
            return state;
        }
        if (state.phase() != Phase.PROPOSING) {
            return failure instanceof TurnFailure.ProposalRejected rejected && rejected.inARow() < ATTEMPTS
                    ? state
                    : state.ended(new Outcome.Failed(failure.code(), "the rules proposed what cannot be done"));
        }
        if (failure instanceof TurnFailure.PlannerUnavailable) {
            return state.abstaining(new Finding(failure.code(), "model", "no model could be asked"));
        }
        return counted(state, new Finding(failure.code(), "answer", "the model's answer was no proposal"));
    }

    @Override
    public QaState ended(QaState state, Outcome outcome) {
        return state.phase() == Phase.ENDED ? state : state.ended(outcome);
    }

    // ---- decide

    @Override
    public Decision decide(QaState state, Budget budget) {
        return state.outcome() == null ? Decision.goOn() : Decision.stop(state.outcome());
    }
}
