package dev.ratchet.workflows.agent;

import dev.ratchet.workflows.agent.gate.Verdict;
import java.util.List;

/** Where actions become activities. The loop does not know whether one takes a millisecond or three days. */
@FunctionalInterface
public interface Tools<S, A extends Action> {

    /**
     * @param state the one in which the action was accepted
     * @return one of the agent's own observations, or a {@link RunObservation}
     */
    Observation act(S state, Verdict.Accepted<A> accepted);

    /** Acts on a ready set: several READs. One after another unless an implementation can do better. */
    default List<? extends Observation> actAll(S state, List<Verdict.Accepted<A>> accepted) {
        return accepted.stream().map(each -> act(state, each)).toList();
    }
}
