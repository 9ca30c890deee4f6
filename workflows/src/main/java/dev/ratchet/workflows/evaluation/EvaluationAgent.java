package dev.ratchet.workflows.evaluation;

import dev.ratchet.workflows.agent.ActionKind;
import dev.ratchet.workflows.agent.Agent;
import dev.ratchet.workflows.agent.AgentView;
import dev.ratchet.workflows.agent.Budget;
import dev.ratchet.workflows.agent.Decision;
import dev.ratchet.workflows.agent.Outcome;
import dev.ratchet.workflows.agent.TurnFailure;
import dev.ratchet.workflows.agent.gate.Rejection;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.Micros;
import dev.ratchet.workflows.contract.Proposal;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.evaluation.EvaluationActivities;
import dev.ratchet.workflows.contract.evaluation.EvaluationActivities.Measured;
import dev.ratchet.workflows.contract.evaluation.EvaluationActivities.Opened;
import dev.ratchet.workflows.contract.evaluation.EvaluationActivities.Opening;
import dev.ratchet.workflows.contract.evaluation.EvaluationActivities.Unusable;
import dev.ratchet.workflows.contract.evaluation.EvaluationActivities.Written;
import dev.ratchet.workflows.contract.evaluation.EvaluationCases;
import dev.ratchet.workflows.contract.evaluation.EvaluationRequest;
import dev.ratchet.workflows.evaluation.EvaluationAction.Kind;
import dev.ratchet.workflows.evaluation.EvaluationState.Phase;
import java.util.List;
import java.util.Optional;

/** The evaluation agent: what is legal, what is proposed by rule, what an observation changes, when to stop. */
final class EvaluationAgent implements Agent<EvaluationState, EvaluationAction, EvaluationObservation> {

    /** Turns for every question alone, rejections, no model of its own, and a week. */
    private static final Budget.Amounts BUDGET =
            new Budget.Amounts(EvaluationCases.MOST + 10, 3, 1, 1, 7L * 24 * 3600 * 1000);

    // ---- legal

    @Override
    public String name() {
        return EvaluationWorkflow.AGENT;
    }

    @Override
    public List<Kind> vocabulary() {
        return List.of(Kind.values());
    }

    @Override
    public Class<EvaluationState> states() {
        return EvaluationState.class;
    }

    @Override
    public Class<EvaluationAction> actions() {
        return EvaluationAction.class;
    }

    @Override
    public Class<EvaluationObservation> observations() {
        return EvaluationObservation.class;
    }

    @Override
    public AgentView<EvaluationState> view() {
        return new EvaluationView();
    }

    @Override
    public Budget.Amounts budget() {
        return BUDGET;
    }

    @Override
    public String phase(EvaluationState state) {
        return state.phase().name();
    }

    @Override
    public List<Kind> legal(EvaluationState state) {
        return state.phase().legal();
    }

    @Override
    public String whyNotAllowed(EvaluationState state, ActionKind kind) {
        if (state.phase() == Phase.ENDED) {
            return "the run has ended";
        }
        return switch ((Kind) kind) {
            case OPEN_CASES -> "the questions have been read";
            case SEARCH_NEXT -> "no search is to be measured now";
            case ASK_NEXT -> "no answer is to be measured now";
            case WRITE_REPORT -> "not everything has been measured";
        };
    }

    // ---- plan

    @Override
    public Proposal rule(EvaluationState state) {
        return new Proposal(state.phase().legal().get(0).wire(), "{}");
    }

    /** How many questions the next step takes: as many as one step may, and as the budget allows if each costs what the dearest did. */
    static int next(EvaluationState state) {
        if (state.phase() == Phase.SEARCHING) {
            return Math.min(EvaluationActivities.SEARCHED_AT_ONCE, state.left());
        }
        int most = Math.min(EvaluationActivities.ASKED_AT_ONCE, state.left());
        Long budget = state.request().budget();
        if (budget == null) {
            return most;
        }
        if (state.measured() == 0) {
            return 1;
        }
        long each = Math.max(1, state.dearest());
        return (int) Math.min(most, Math.max(0, budget - state.micros()) / each);
    }

    // ---- validate

    /** No action has an argument: what is legal is valid. */
    @Override
    public Optional<Rejection> validate(EvaluationState state, EvaluationAction action) {
        return Optional.empty();
    }

    // ---- reduce

    @Override
    public EvaluationState reduce(EvaluationState state, EvaluationObservation observation) {
        return switch (state.phase()) {
            case RECEIVED ->
                observation instanceof EvaluationObservation.CasesOpened opened ? opened(state, opened.cases()) : state;
            case SEARCHING, ASKING ->
                observation instanceof EvaluationObservation.NextMeasured next
                        ? measured(state, next.measured())
                        : state;
            case REPORTING ->
                observation instanceof EvaluationObservation.ReportWritten report
                        ? written(state, report.written())
                        : state;
            case ENDED -> state;
        };
    }

    private static EvaluationState opened(EvaluationState state, Opening opening) {
        if (opening instanceof Unusable not) {
            return state.ended(new Outcome.Refused(not.code(), not.why()));
        }
        Opened opened = (Opened) opening;
        return state.opened(opened)
                .in(opened.kind() == EvaluationRequest.Kind.RETRIEVAL ? Phase.SEARCHING : Phase.ASKING);
    }

    /** What is not about the next questions changes nothing: each is counted once. */
    private static EvaluationState measured(EvaluationState before, Measured some) {
        if (some.from() != before.measured() || some.count() < 1 || some.count() > before.left()) {
            return before;
        }
        EvaluationState state = before.after(some);
        if (state.left() == 0) {
            return state.in(Phase.REPORTING);
        }
        return next(state) > 0 ? state : state.stopped(usedUp(state));
    }

    private static Finding usedUp(EvaluationState state) {
        return new Finding(
                "BUDGET_USED_UP",
                "budget",
                Micros.text(state.micros())
                        + " of the budget were spent, and the rest may not pay another question,"
                        + " of which the dearest cost " + Micros.text(state.dearest()));
    }

    private static EvaluationState written(EvaluationState state, Written written) {
        return state.ended(new Outcome.Done(
                EvaluationWorkflow.MEASURED,
                new Receipt(
                        EvaluationWorkflow.FILES,
                        written.results().hex() + "/" + written.report().hex()),
                state.stopped() == null
                        ? EvaluationWorkflow.MEASURED
                        : state.stopped().code(),
                written.why()
                        + (state.stopped() == null ? "" : "; " + state.stopped().why())));
    }

    @Override
    public EvaluationState reduce(EvaluationState state, TurnFailure failure) {
        return state.phase() == Phase.ENDED
                ? state
                : state.ended(new Outcome.Failed(failure.code(), "the rules proposed what cannot be done"));
    }

    @Override
    public EvaluationState ended(EvaluationState state, Outcome outcome) {
        return state.phase() == Phase.ENDED ? state : state.ended(outcome);
    }

    // ---- decide

    @Override
    public Decision decide(EvaluationState state, Budget budget) {
        return state.outcome() == null ? Decision.goOn() : Decision.stop(state.outcome());
    }
}
