package dev.ratchet.workflows.agent;

import java.util.List;

/** Where actions become activities. The loop does not know whether one takes a millisecond or three days. */
@FunctionalInterface
public interface Tools<A extends Action, O extends Observation> {

    O act(Verdict.Accepted<A> accepted);

    /** Acts on a ready set: several READs. One after another unless an implementation can do better. */
    default List<O> actAll(List<Verdict.Accepted<A>> accepted) {
        return accepted.stream().map(this::act).toList();
    }
}
