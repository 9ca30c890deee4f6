package dev.ratchet.workflows.agent;

import java.util.List;
import java.util.Optional;

/**
 * One kind of work, described purely: which actions are legal in which state, how a proposal is validated, how an
 * observation changes the state, when to stop. No method has a side effect, reads a clock or asks anybody.
 *
 * @param <S> the state: facts and a phase, never a chat log
 * @param <A> the sealed actions
 * @param <O> the sealed observations
 * @param <R> the sealed outcomes
 */
public interface Agent<S, A extends Action, O extends Observation, R> {

    /** Lower case, frozen: it is in workflow ids and in the trail. */
    String name();

    /** Every word, in a stable order. */
    List<? extends ActionKind> vocabulary();

    /** The sealed type that every word's record implements. */
    Class<A> actions();

    /** Name of the state's phase. */
    String phase(S state);

    /** The allowed-table: what may be proposed now. Empty only where {@link #decide} stops. */
    List<? extends ActionKind> legal(S state);

    /** Why {@code kind} is not legal now, in half a sentence for a person. */
    String barred(S state, ActionKind kind);

    /** What is wrong with a legal, well-formed action in this state; empty when nothing is. */
    Optional<Rejection> validate(S state, A action);

    /** The state after an observation. Total: defined for every state and observation. */
    S reduce(S state, O observation);

    /** The state after a planner failed; {@code setback} says how and how often. Total. */
    S reduce(S state, Setback setback);

    /** Asked first in each turn. */
    Decision<R> decide(S state, Budget budget);

    /** How a run ends whose budget is used up while {@link #decide} would go on. */
    R exhausted(S state, Budget.Resource resource);
}
