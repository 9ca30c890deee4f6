package dev.ratchet.workflows.agent.planner;

import dev.ratchet.workflows.agent.Agent;
import dev.ratchet.workflows.agent.Cost;
import dev.ratchet.workflows.contract.Proposal;
import java.util.List;
import java.util.function.Function;

/** A planner that is a function of the state. Free, and never unavailable. */
public record RulePlanner<S>(String name, Function<S, Proposal> rule) implements Planner<S> {

    /** The agent's own rules. */
    public static <S> RulePlanner<S> of(Agent<S, ?, ?> agent) {
        return new RulePlanner<>("rules", agent::rule);
    }

    @Override
    public Plan propose(Situation<S> situation) {
        return new Proposed(List.of(rule.apply(situation.state())), Cost.NONE, name);
    }

    @Override
    public String name(Situation<S> situation) {
        return name;
    }
}
