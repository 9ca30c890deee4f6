package dev.ratchet.workflows.agent;

import dev.ratchet.workflows.contract.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run between two turns; everything that continue-as-new hands on.
 *
 * @param startedMillis when the run began, by the workflow's clock
 * @param steps how many turns were taken
 * @param rejection code that the last proposal met; absent after an action
 * @param rejectionsInARow since the last action
 * @param trail the latest turns, oldest first, at most {@link #KEPT}; all of them go to the audit record
 */
public record Progress<S>(
        S state,
        Budget budget,
        long startedMillis,
        int steps,
        @Nullable String rejection,
        int rejectionsInARow,
        List<Step> trail) {

    /** Turns kept in the state; what is older is in the audit record. Bounds the state of a run of any length. */
    public static final int KEPT = 40;

    public Progress {
        trail = List.copyOf(trail);
    }

    public static <S> Progress<S> start(S state, Budget.Amounts allowed, long nowMillis) {
        return new Progress<>(state, Budget.of(allowed), nowMillis, 0, null, 0, List.of());
    }

    Progress<S> with(Budget changed) {
        return new Progress<>(state, changed, startedMillis, steps, rejection, rejectionsInARow, trail);
    }

    Progress<S> acted(S next) {
        return new Progress<>(next, budget, startedMillis, steps, null, 0, trail);
    }

    Progress<S> setBack(S next, @Nullable String code, int inARow) {
        return new Progress<>(next, budget, startedMillis, steps, code, inARow, trail);
    }

    Progress<S> recorded(Step step) {
        List<Step> longer = new ArrayList<>(trail.size() < KEPT ? trail : trail.subList(trail.size() - KEPT + 1, KEPT));
        longer.add(step);
        return new Progress<>(state, budget, startedMillis, step.number(), rejection, rejectionsInARow, longer);
    }
}
