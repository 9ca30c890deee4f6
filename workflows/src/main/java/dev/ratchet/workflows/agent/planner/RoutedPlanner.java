package dev.ratchet.workflows.agent.planner;

import dev.ratchet.workflows.agent.Agent;
import dev.ratchet.workflows.agent.Cost;

/** One loop's planners: a person whose proposal is pending, a model where the agent has a question for one, else rules. */
public record RoutedPlanner<S>(Agent<S, ?, ?> agent, Planner<S> rules, Planner<S> model) implements Planner<S> {

    private Planner<S> planner(S state) {
        if (agent.pending(state).isPresent()) {
            return new PersonPlanner<>(agent);
        }
        return agent.question(state).isPresent() ? model : rules;
    }

    @Override
    public Plan propose(Situation<S> situation) {
        return planner(situation.state()).propose(situation);
    }

    @Override
    public Cost atMost(Situation<S> situation) {
        return planner(situation.state()).atMost(situation);
    }

    @Override
    public String name(Situation<S> situation) {
        return planner(situation.state()).name(situation);
    }
}
