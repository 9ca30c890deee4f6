package dev.ratchet.workflows.agent;

import java.util.List;
import java.util.Optional;

/** Where the actions of many runs become one activity. */
@FunctionalInterface
public interface GroupTools<S, A extends Action, O extends Observation> {

    /**
     * Acts on actions of one kind, in this order.
     *
     * @return one for each; empty where it did not act, and the run is to be paused before that action
     */
    List<Optional<O>> act(ActionKind kind, List<Asked<S, A>> asked);

    /** One run's part: an accepted action, and the state in which it was accepted. */
    record Asked<S, A extends Action>(S state, Verdict.Accepted<A> accepted) {}
}
