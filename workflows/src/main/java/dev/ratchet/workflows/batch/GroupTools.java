package dev.ratchet.workflows.batch;

import dev.ratchet.workflows.agent.Action;
import dev.ratchet.workflows.agent.ActionKind;
import dev.ratchet.workflows.agent.Observation;
import dev.ratchet.workflows.agent.gate.Verdict;
import java.util.List;
import java.util.Optional;

/** Where the actions of many runs become one activity. */
@FunctionalInterface
public interface GroupTools<S, A extends Action> {

    /**
     * Acts on actions of one kind, in this order.
     *
     * @return one for each; empty where it did not act, and the run is to be paused before that action
     */
    List<Optional<Observation>> act(ActionKind kind, List<Accepted<S, A>> accepted);

    /** One run's part: an accepted action, and the state in which it was accepted. */
    record Accepted<S, A extends Action>(S state, Verdict.Accepted<A> action) {}
}
