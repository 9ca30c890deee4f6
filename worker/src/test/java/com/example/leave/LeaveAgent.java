package com.example.leave;

import com.example.leave.LeaveAction.Kind;
import com.example.leave.LeaveState.Phase;
import dev.ratchet.workflows.agent.ActionKind;
import dev.ratchet.workflows.agent.Agent;
import dev.ratchet.workflows.agent.AgentView;
import dev.ratchet.workflows.agent.Budget;
import dev.ratchet.workflows.agent.Clearance;
import dev.ratchet.workflows.agent.Decision;
import dev.ratchet.workflows.agent.Outcome;
import dev.ratchet.workflows.agent.TurnFailure;
import dev.ratchet.workflows.agent.gate.Rejection;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.Proposal;
import dev.ratchet.workflows.contract.effect.Approval;
import dev.ratchet.workflows.contract.effect.Authorization;
import dev.ratchet.workflows.contract.effect.EffectActivities;
import java.util.List;
import java.util.Optional;

/** The rules of the game, pure: no clock, no database, no Temporal. */
final class LeaveAgent implements Agent<LeaveState, LeaveAction, LeaveObservation> {

    // ---- who it is

    @Override
    public String name() {
        return LeaveWorkflow.AGENT;
    }

    @Override
    public Class<LeaveState> states() {
        return LeaveState.class;
    }

    @Override
    public Class<LeaveAction> actions() {
        return LeaveAction.class;
    }

    @Override
    public Class<LeaveObservation> observations() {
        return LeaveObservation.class;
    }

    @Override
    public List<Kind> vocabulary() {
        return List.of(Kind.values());
    }

    @Override
    public AgentView<LeaveState> view() {
        return new LeaveView();
    }

    /** Turns, rejections, tokens, money, and 45 days, so that a person may take three weeks twice. */
    @Override
    public Budget.Amounts budget() {
        return new Budget.Amounts(100, 12, 0, 0, 45L * 24 * 3600 * 1000);
    }

    // ---- what is legal

    @Override
    public String phase(LeaveState state) {
        return state.phase().name();
    }

    @Override
    public List<Kind> legal(LeaveState state) {
        return state.phase().legal;
    }

    @Override
    public String whyNotAllowed(LeaveState state, ActionKind kind) {
        if (state.phase() == Phase.ENDED) {
            return "the run has ended";
        }
        return switch ((Kind) kind) {
            case CHECK -> "the rules have answered; they are asked again after a person acts";
            case ASK_PERSON -> "no rule asks for a person now";
            case BOOK -> "nothing has authorized the leave";
        };
    }

    // ---- what is proposed: here by rule; an agent with a model says in question(..) what the model is asked

    @Override
    public Proposal rule(LeaveState state) {
        Kind kind = state.phase().legal.get(0);
        return new Proposal(
                kind.wire(),
                kind == Kind.BOOK ? "{\"intent\":\"" + state.request().intent().digest() + "\"}" : "{}");
    }

    // ---- what is valid

    @Override
    public Optional<Rejection> validate(LeaveState state, LeaveAction action) {
        if (!(action instanceof LeaveAction.Book book)) {
            return Optional.empty();
        }
        Authorization held = state.authorization();
        return held != null
                        && held.intent().equals(book.intent())
                        && book.intent().equals(state.request().intent().digest())
                ? Optional.empty()
                : Optional.of(new Rejection("NOT_AUTHORIZED", "no authorization names this intent"));
    }

    // ---- what an observation changes

    @Override
    public LeaveState reduce(LeaveState state, LeaveObservation observation) {
        if (state.phase() == Phase.CHECKING && observation instanceof LeaveObservation.Checked checked) {
            return checked(state.found(checked.found()));
        }
        if (state.phase() == Phase.CLEARED && observation instanceof LeaveObservation.Booked booked) {
            return booked(state, booked.result());
        }
        return state;
    }

    /** What route, policy and a consent that is already held come to is the same for every agent. */
    private static LeaveState checked(LeaveState state) {
        Clearance clearance =
                Clearance.of(state.rulings(), state.request().intent().digest(), state.authorization());
        if (clearance instanceof Clearance.Cleared cleared) {
            return state.in(Phase.CLEARED, cleared.authorization());
        }
        if (clearance instanceof Clearance.NeedsConsent) {
            return state.in(Phase.CONSENTING, null);
        }
        if (clearance instanceof Clearance.NeedsMending mending) {
            return state.mending(mending.what());
        }
        if (clearance instanceof Clearance.Refused refused) {
            return state.ended(new Outcome.Refused(refused.code(), refused.why()));
        }
        return state.ended(new Outcome.Duplicate(null, "ALREADY_BOOKED", ((Clearance.Duplicate) clearance).why()));
    }

    private static LeaveState booked(LeaveState state, EffectActivities.Result result) {
        if (result instanceof EffectActivities.Done done) {
            return state.ended(new Outcome.Done("BOOKED", done.receipt(), "BOOKED", "the leave is booked"));
        }
        if (result instanceof EffectActivities.AlreadyDone done) {
            return state.ended(new Outcome.Duplicate(done.receipt(), "ALREADY_BOOKED", "this leave was booked before"));
        }
        EffectActivities.Refused refused = (EffectActivities.Refused) result;
        return refused.taken() != null
                ? state.ended(new Outcome.Duplicate(
                        refused.taken(), "ALREADY_BOOKED", "other leave from this day was booked before"))
                : state.mending(new Finding(refused.code(), "leave", refused.why()));
    }

    /** A planner that failed. The only planner here is {@link #rule}, so that would be a mistake in this file. */
    @Override
    public LeaveState reduce(LeaveState state, TurnFailure failure) {
        return ended(state, new Outcome.Failed(failure.code(), "the rules proposed what cannot be done"));
    }

    @Override
    public LeaveState consented(LeaveState state, Approval approval) {
        return state.phase() == Phase.CONSENTING
                ? state.in(Phase.CHECKING, new Authorization.Approved(approval.intent(), List.of(approval)))
                : state;
    }

    @Override
    public LeaveState recheck(LeaveState state) {
        return state.phase() == Phase.ENDED ? state : state.in(Phase.CHECKING, null);
    }

    @Override
    public LeaveState ended(LeaveState state, Outcome outcome) {
        return state.phase() == Phase.ENDED ? state : state.ended(outcome);
    }

    // ---- when to stop

    @Override
    public Decision decide(LeaveState state, Budget budget) {
        return state.outcome() == null ? Decision.goOn() : Decision.stop(state.outcome());
    }
}
