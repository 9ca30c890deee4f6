package dev.ratchet.workflows.access;

import dev.ratchet.workflows.access.AccessAction.Kind;
import dev.ratchet.workflows.access.AccessState.Phase;
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
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.ModelActivities;
import dev.ratchet.workflows.contract.ModelTier;
import dev.ratchet.workflows.contract.Proposal;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.access.AccessActivities;
import dev.ratchet.workflows.contract.access.AccessGrant.Purpose;
import dev.ratchet.workflows.contract.effect.Approval;
import dev.ratchet.workflows.contract.effect.Authorization;
import dev.ratchet.workflows.contract.effect.EffectActivities;
import dev.ratchet.workflows.contract.policy.Ruling;
import java.util.List;
import java.util.Optional;

/** The access agent: what is legal, what is proposed by rule, what is valid, what an observation changes, when to stop. */
final class AccessAgent implements Agent<AccessState, AccessAction, AccessObservation> {

    /** The prompt by which a model reads a reason. */
    static final String PROMPT = "access-purpose@1";

    /** After this many proposals in a row that the gate rejected, the purpose is unclear. */
    static final int ATTEMPTS = 3;

    static final int COMPLETION_TOKENS = 500;

    /** Turns, rejections, tokens, money, and 45 days, so that a person may take three weeks twice. */
    private static final Budget.Amounts BUDGET = new Budget.Amounts(100, 12, 60_000, 500_000, 45L * 24 * 3600 * 1000);

    // ---- legal

    @Override
    public String name() {
        return AccessWorkflow.AGENT;
    }

    @Override
    public List<Kind> vocabulary() {
        return List.of(Kind.values());
    }

    @Override
    public Class<AccessState> states() {
        return AccessState.class;
    }

    @Override
    public Class<AccessAction> actions() {
        return AccessAction.class;
    }

    @Override
    public Class<AccessObservation> observations() {
        return AccessObservation.class;
    }

    @Override
    public AgentView<AccessState> view() {
        return new AccessView();
    }

    @Override
    public Budget.Amounts budget() {
        return BUDGET;
    }

    @Override
    public String phase(AccessState state) {
        return state.phase().name();
    }

    @Override
    public List<Kind> legal(AccessState state) {
        return state.phase().legal();
    }

    @Override
    public String whyNotAllowed(AccessState state, ActionKind kind) {
        if (state.phase() == Phase.ENDED) {
            return "the run has ended";
        }
        return switch ((Kind) kind) {
            case CHECK -> "register and rules have answered; they are asked again after a person acts";
            case CLASSIFY -> "no rule asks for the purpose now";
            case ASK_PERSON -> "no rule asks for a person now";
            case GRANT -> "nothing has authorized the grant";
        };
    }

    // ---- plan

    @Override
    public Proposal rule(AccessState state) {
        Kind kind = state.phase().legal().get(0);
        return new Proposal(
                kind.wire(),
                kind == Kind.GRANT ? "{\"intent\":\"" + state.intent().digest() + "\"}" : "{}");
    }

    @Override
    public Optional<ModelQuestion> question(AccessState state) {
        return state.phase() == Phase.CLASSIFYING
                ? Optional.of(new ModelQuestion(
                        PROMPT,
                        List.of(new ModelActivities.Data(
                                "REQUEST", state.intake().digest())),
                        ModelTier.SMALL,
                        null,
                        COMPLETION_TOKENS,
                        ModelQuestion.USUAL_PATIENCE))
                : Optional.empty();
    }

    // ---- validate

    @Override
    public Optional<Rejection> validate(AccessState state, AccessAction action) {
        if (!(action instanceof AccessAction.Grant grant)) {
            return Optional.empty();
        }
        Authorization held = state.authorization();
        return held != null
                        && held.intent().equals(grant.intent())
                        && grant.intent().equals(state.intent().digest())
                ? Optional.empty()
                : Optional.of(new Rejection("NOT_AUTHORIZED", "no authorization names this intent"));
    }

    // ---- reduce

    @Override
    public AccessState reduce(AccessState state, AccessObservation observation) {
        if (state.phase() == Phase.CHECKING && observation instanceof AccessObservation.Checked checked) {
            return checked(state, checked.found());
        }
        if (state.phase() == Phase.CLASSIFYING && observation instanceof AccessObservation.Classified classified) {
            return state.classified(classified.purpose());
        }
        if (state.phase() == Phase.CLEARED && observation instanceof AccessObservation.Answered answered) {
            return answered(state, answered.result());
        }
        return state;
    }

    private static AccessState checked(AccessState before, AccessActivities.Checked seen) {
        AccessState state = before.checked(seen);
        if (seen.rulings().policy() == null) {
            return unruled(state, seen.rulings().route());
        }
        Clearance clearance = Clearance.of(seen.rulings(), state.intent().digest(), before.authorization());
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
        return state.ended(
                new Outcome.Duplicate(seen.facts().held(), "ALREADY_GRANTED", ((Clearance.Duplicate) clearance).why()));
    }

    /** Policy waits for the purpose. Where routing asks no model for it, it is unclear. */
    private static AccessState unruled(AccessState state, Ruling route) {
        return switch (Route.valueOf(route.then())) {
            case REASON -> state.in(Phase.CLASSIFYING, null);
            case REFUSE ->
                state.ended(new Outcome.Refused(Clearance.reason(route).code(), route.why()));
            case DIRECT, RETRIEVE, HUMAN -> state.classified(Purpose.UNCLEAR);
        };
    }

    private static AccessState answered(AccessState state, EffectActivities.Result result) {
        if (result instanceof EffectActivities.Done done) {
            return state.ended(new Outcome.Done(
                    AccessWorkflow.GRANTED,
                    done.receipt(),
                    "GRANTED",
                    "granted as " + done.receipt().text()));
        }
        if (result instanceof EffectActivities.AlreadyDone done) {
            return state.ended(alreadyGranted(done.receipt()));
        }
        EffectActivities.Refused refusal = (EffectActivities.Refused) result;
        return refusal.taken() != null
                ? state.ended(alreadyGranted(refusal.taken()))
                : state.mending(new Finding(refusal.code(), "register", refusal.why()));
    }

    private static Outcome alreadyGranted(Receipt receipt) {
        return new Outcome.Duplicate(receipt, "ALREADY_GRANTED", "this access is already granted as " + receipt.text());
    }

    /** A model that is out, or talks nonsense, leaves the purpose unclear: then the rules ask a person. */
    @Override
    public AccessState reduce(AccessState state, TurnFailure failure) {
        boolean again = failure instanceof TurnFailure.ProposalRejected rejected && rejected.inARow() < ATTEMPTS;
        if (again || state.phase() == Phase.ENDED) {
            return state;
        }
        return state.phase() == Phase.CLASSIFYING
                ? state.classified(Purpose.UNCLEAR)
                : state.ended(new Outcome.Failed(failure.code(), "the rules proposed what cannot be done"));
    }

    @Override
    public AccessState consented(AccessState state, Approval approval) {
        return state.phase() == Phase.CONSENTING
                ? state.in(Phase.CHECKING, new Authorization.Approved(approval.intent(), List.of(approval)))
                : state;
    }

    @Override
    public AccessState recheck(AccessState state) {
        return state.phase() == Phase.ENDED ? state : state.in(Phase.CHECKING, null);
    }

    @Override
    public AccessState ended(AccessState state, Outcome outcome) {
        return state.phase() == Phase.ENDED ? state : state.ended(outcome);
    }

    // ---- decide

    @Override
    public Decision decide(AccessState state, Budget budget) {
        return state.outcome() == null ? Decision.goOn() : Decision.stop(state.outcome());
    }
}
