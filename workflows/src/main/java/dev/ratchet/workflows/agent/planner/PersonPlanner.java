package dev.ratchet.workflows.agent.planner;

import dev.ratchet.workflows.agent.Agent;
import dev.ratchet.workflows.agent.Cost;
import dev.ratchet.workflows.contract.effect.PersonStatement;
import java.util.List;
import java.util.Objects;

/** A planner that proposes exactly what a person asked for. Only for states in which a person's proposal is pending. */
public record PersonPlanner<S>(Agent<S, ?, ?> agent) implements Planner<S> {
    private static final String NAME = "person ";

    /** Whether a person was the planner of that name. */
    public static boolean named(String planner) {
        return planner.startsWith(NAME);
    }

    @Override
    public Plan propose(Situation<S> situation) {
        return new Proposed(List.of(Objects.requireNonNull(pending(situation).proposal())), Cost.NONE, name(situation));
    }

    @Override
    public String name(Situation<S> situation) {
        return NAME + pending(situation).person();
    }

    private PersonStatement pending(Situation<S> situation) {
        return agent.pending(situation.state()).orElseThrow();
    }
}
