package dev.ratchet.workflows.agent;

import java.util.function.Function;

/** Several planners behind one loop: the state says whose turn it is. */
public record RoutedPlanner<S>(Function<S, Planner<S>> whose) implements Planner<S> {

    @Override
    public Plan propose(Situation<S> situation) {
        return whose.apply(situation.state()).propose(situation);
    }

    @Override
    public Cost atMost(Situation<S> situation) {
        return whose.apply(situation.state()).atMost(situation);
    }

    @Override
    public String name(Situation<S> situation) {
        return whose.apply(situation.state()).name(situation);
    }
}
