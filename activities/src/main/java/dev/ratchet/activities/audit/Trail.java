package dev.ratchet.activities.audit;

import dev.ratchet.workflows.contract.record.Step;
import dev.ratchet.workflows.contract.record.StepRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * The steps of a run, from what was told of them.
 *
 * <p>A worker may die after it told some steps and before its workflow task is complete. The run then takes these steps
 * again, later by the workflow's clock, and may take others. So steps that were told again and later replace those from the
 * same number on: the dead worker's never became part of the run. Nothing that was told is ever removed from the table.
 */
public final class Trail {
    private Trail() {}

    /** @param told the steps of each record, none of them empty, in the order in which the records arrived */
    public static List<StepRecord> of(List<List<StepRecord>> told) {
        List<StepRecord> steps = List.of();
        for (List<StepRecord> more : told) {
            steps = after(steps, more);
        }
        return steps;
    }

    /** A record that arrives late adds only what lies before all that is known. */
    private static List<StepRecord> after(List<StepRecord> known, List<StepRecord> more) {
        if (known.isEmpty() || isNewer(last(more), last(known))) {
            int first = more.get(0).step().number();
            return join(
                    known.stream().filter(each -> each.step().number() < first).toList(), more);
        }
        return last(more).number() < known.get(0).step().number() ? join(more, known) : known;
    }

    /** More steps than known, or taken later, or the same again. */
    private static boolean isNewer(Step told, Step known) {
        return told.number() > known.number()
                || told.atMillis() > known.atMillis()
                || (told.number() == known.number() && told.atMillis() == known.atMillis());
    }

    private static Step last(List<StepRecord> steps) {
        return steps.get(steps.size() - 1).step();
    }

    private static List<StepRecord> join(List<StepRecord> some, List<StepRecord> more) {
        List<StepRecord> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
