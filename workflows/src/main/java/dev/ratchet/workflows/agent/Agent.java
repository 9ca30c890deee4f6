package dev.ratchet.workflows.agent;

import dev.ratchet.workflows.agent.gate.Rejection;
import dev.ratchet.workflows.agent.planner.ModelQuestion;
import dev.ratchet.workflows.contract.Proposal;
import dev.ratchet.workflows.contract.effect.Approval;
import dev.ratchet.workflows.contract.effect.PersonStatement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One kind of work, described purely: which actions are legal in which state, how a proposal is validated, how an
 * observation changes the state, when to stop. No method has a side effect, reads a clock or asks anybody.
 *
 * @param <S> the state: facts and a phase, never a chat log
 * @param <A> the sealed actions
 * @param <O> the sealed observations
 */
public interface Agent<S, A extends Action, O extends Observation> {

    /** Lower case, frozen: it is in workflow ids and in the trail. */
    String name();

    /** The record of the state; it survives JSON both ways. */
    Class<S> states();

    /** The sealed type that every action's record implements. */
    Class<A> actions();

    /** The sealed type of the agent's own observations; as JSON each has its wire name in {@link Observation#NAME}. */
    Class<O> observations();

    /** Every kind of action, in a stable order. */
    List<? extends ActionKind> vocabulary();

    /** What people are shown. */
    AgentView<S> view();

    /** What one run may spend. */
    Budget.Amounts budget();

    // ---- legal

    /** Name of the state's phase. */
    String phase(S state);

    /** The allowed-table: what may be proposed now. Empty only where {@link #decide} stops. */
    List<? extends ActionKind> legal(S state);

    /** What a person may propose while the run waits for one in this state, beside what {@link #legal} says of other planners. */
    default List<? extends ActionKind> personMay(S state) {
        return List.of();
    }

    /** What may be proposed by whoever's turn it is. */
    default List<? extends ActionKind> open(S state) {
        return pending(state).isPresent() ? personMay(state) : legal(state);
    }

    /** Why {@code kind} is not allowed now, in half a sentence for a person. */
    String whyNotAllowed(S state, ActionKind kind);

    // ---- plan

    /** The deterministic planner: what to do next in this state. Only asked where {@link #question} is empty. */
    Proposal rule(S state);

    /** What a model is asked to propose in this state; empty where rules propose. */
    default Optional<ModelQuestion> question(S state) {
        return Optional.empty();
    }

    /** A person's proposal that the next turn is about; empty while no person proposes. */
    default Optional<PersonStatement> pending(S state) {
        return Optional.empty();
    }

    // ---- validate

    /** What is wrong with a legal, well-formed action in this state; empty when nothing is. */
    Optional<Rejection> validate(S state, A action);

    // ---- reduce: total, defined for every state

    /** The state after an observation. */
    S reduce(S state, O observation);

    /** The state after a planner failed; the failure says how and how often. */
    S reduce(S state, TurnFailure failure);

    /** The state after a person consented to what {@link AgentView#ask} named. */
    default S consented(S state, Approval approval) {
        return state;
    }

    /** The state after a person asked to look again. */
    default S recheck(S state) {
        return state;
    }

    /**
     * The state after a person proposed something: {@link #pending} then has it until an observation or a
     * {@link TurnFailure.PersonRejected} answers it. An agent that takes no proposals stays as it is.
     */
    default S proposed(S state, PersonStatement statement) {
        return state;
    }

    /** The state of a run that ends like this, whatever it was doing; {@link #decide} then stops with the outcome. */
    S ended(S state, Outcome outcome);

    // ---- decide

    /** Asked first in each turn. */
    Decision decide(S state, Budget budget);

    /** How a run ends whose budget is used up while {@link #decide} would go on. */
    default Outcome exhausted(S state, Budget.Resource resource) {
        return new Outcome.Refused(
                "BUDGET_" + resource.name(),
                "the run has used up its "
                        + resource.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
}
