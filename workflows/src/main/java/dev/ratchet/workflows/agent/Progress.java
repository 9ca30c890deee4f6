package dev.ratchet.workflows.agent;

import dev.ratchet.workflows.contract.record.Step;
import dev.ratchet.workflows.contract.record.StepRecord;
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
 * @param records the same turns with their bodies, for the audit record; never handed on
 */
public record Progress<S>(
        S state,
        Budget budget,
        long startedMillis,
        int steps,
        @Nullable String rejection,
        int rejectionsInARow,
        List<Step> trail,
        List<StepRecord> records) {

    /** Turns kept in the state; what is older is in the audit record. Bounds the state of a run of any length. */
    public static final int KEPT = 40;

    public Progress {
        trail = List.copyOf(trail);
        records = List.copyOf(records);
    }

    public static <S> Progress<S> start(S state, Budget.Amounts allowed, long nowMillis) {
        return new Progress<>(state, Budget.of(allowed), nowMillis, 0, null, 0, List.of(), List.of());
    }

    /** Without bodies, which are in the audit record. */
    public Progress<S> withoutRecords() {
        return new Progress<>(state, budget, startedMillis, steps, rejection, rejectionsInARow, trail, List.of());
    }

    /** The turns after this one, with their bodies, as far as they are kept. */
    public List<StepRecord> recordsAfter(int number) {
        return records.stream()
                .filter(record -> record.step().number() > number)
                .toList();
    }

    Progress<S> with(Budget changed) {
        return new Progress<>(state, changed, startedMillis, steps, rejection, rejectionsInARow, trail, records);
    }

    Progress<S> acted(S next) {
        return new Progress<>(next, budget, startedMillis, steps, null, 0, trail, records);
    }

    Progress<S> failed(S next, @Nullable String code, int inARow) {
        return new Progress<>(next, budget, startedMillis, steps, code, inARow, trail, records);
    }

    Progress<S> recorded(StepRecord record) {
        return new Progress<>(
                state,
                budget,
                startedMillis,
                record.step().number(),
                rejection,
                rejectionsInARow,
                latest(trail, record.step()),
                latest(records, record));
    }

    private static <T> List<T> latest(List<T> before, T next) {
        List<T> longer = new ArrayList<>(before.size() < KEPT ? before : before.subList(1, before.size()));
        longer.add(next);
        return longer;
    }
}
