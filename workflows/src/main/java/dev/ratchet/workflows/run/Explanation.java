package dev.ratchet.workflows.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ratchet.workflows.contract.Fact;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.contract.record.Step;
import dev.ratchet.workflows.contract.retrieval.LookedUp;
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
 * @param lookedUp passages that the facts tell by their places; absent where the run looked nothing up
 * @param quotes words of these passages, for who can read the library; empty until somebody has fetched them
 */
public record Explanation(
        RunSummary summary,
        List<Fact> facts,
        List<ActionNow> actions,
        List<RulingShown> rulings,
        List<Step> steps,
        List<BudgetLine> budget,
        @Nullable LookedUp lookedUp,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<PassageQuote> quotes) {
    public Explanation {
        facts = List.copyOf(facts);
        actions = List.copyOf(actions);
        rulings = List.copyOf(rulings);
        steps = List.copyOf(steps);
        budget = List.copyOf(budget);
        quotes = quotes == null ? List.of() : List.copyOf(quotes);
    }

    /** Of a run that looked nothing up. */
    public Explanation(
            RunSummary summary,
            List<Fact> facts,
            List<ActionNow> actions,
            List<RulingShown> rulings,
            List<Step> steps,
            List<BudgetLine> budget) {
        this(summary, facts, actions, rulings, steps, budget, null, List.of());
    }

    /** The same, with words of passages in its facts where there were places. */
    public Explanation quoting(List<PassageQuote> fetched) {
        List<Fact> quoted =
                facts.stream().map(fact -> PassageQuote.shown(fact, fetched)).toList();
        return new Explanation(summary, quoted, actions, rulings, steps, budget, lookedUp, fetched);
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
