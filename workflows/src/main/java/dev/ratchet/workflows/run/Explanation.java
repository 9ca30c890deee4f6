package dev.ratchet.workflows.run;

import dev.ratchet.workflows.contract.Fact;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.contract.record.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a run stands where it stands.
 *
 * @param facts what is known, in reading order
 * @param actions every action of the agent, legal now or not, with the reason
 * @param rulings the rules that decided so far: route first
 * @param steps the trail, oldest first
 * @param budget one line for each resource
 */
public record Explanation(
        RunSummary summary,
        List<Fact> facts,
        List<ActionNow> actions,
        List<RulingShown> rulings,
        List<Step> steps,
        List<BudgetLine> budget) {
    public Explanation {
        facts = List.copyOf(facts);
        actions = List.copyOf(actions);
        rulings = List.copyOf(rulings);
        steps = List.copyOf(steps);
        budget = List.copyOf(budget);
    }

    /**
     * @param whyNotAllowed absent when the action is legal now
     * @param personMay whether the run waits and a person may propose it
     */
    public record ActionNow(
            String action, String effect, @Nullable String whyNotAllowed, boolean personMay) {}

    /** @param facts those that the rule looked at, as {@code name=value} */
    public record RulingShown(
            String about, String decision, String rule, String version, String why, List<String> facts) {}

    /** @param spent and allowed in the resource's unit */
    public record BudgetLine(String resource, String unit, long spent, long allowed) {}
}
