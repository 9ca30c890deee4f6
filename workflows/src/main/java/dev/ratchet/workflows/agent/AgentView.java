package dev.ratchet.workflows.agent;

import dev.ratchet.workflows.contract.Fact;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.policy.Bundle;
import dev.ratchet.workflows.contract.policy.Ruling;
import dev.ratchet.workflows.contract.retrieval.LookedUp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people are shown of an agent's state. Pure. Whatever is not known yet is absent or empty. */
public interface AgentView<S> {

    /** By what people recognise a run, in reading order; short, and fit for a search attribute. */
    List<Fact> subject(S state);

    /** All that is known, in reading order. */
    List<Fact> facts(S state);

    /** What a person is asked in this state; only called where an action asks one. */
    Ask ask(S state);

    /** What limits are held against. */
    default @Nullable Money amount(S state) {
        return null;
    }

    /** What is wrong with what the run is about, most important first. */
    default List<Finding> findings(S state) {
        return List.of();
    }

    /** Passages that {@link #facts} tell by their places; who shows the facts puts their words there. */
    default @Nullable LookedUp lookedUp(S state) {
        return null;
    }

    /** The rule that chose the route. */
    default @Nullable Ruling route(S state) {
        return null;
    }

    /** The latest rule that decided whose authority is needed. */
    default @Nullable Ruling policy(S state) {
        return null;
    }

    /** By what the run was ruled first. */
    default @Nullable Bundle bundle(S state) {
        return null;
    }
}
