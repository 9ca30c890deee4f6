package dev.ratchet.workflows.contract.record;

import dev.ratchet.workflows.contract.Digest;
import org.jspecify.annotations.Nullable;

/**
 * One turn of the loop in the audit trail.
 *
 * @param number 1 for a run's first turn, without gaps
 * @param beganMillis when the turn began, in milliseconds since the epoch, by the workflow's clock
 * @param plannedMillis when the gate had judged what was proposed; the rest of the turn was acting
 * @param atMillis when the turn ended
 * @param phase before the turn
 * @param planner who proposed: {@code rules}, {@code model} with its tier and id, or {@code person} with their id
 * @param proposal the proposed action's name, as proposed; {@code -} when there was none
 * @param proposed digest of the whole proposal; absent when there was none
 * @param verdict ACCEPTED, or the code of the rejection
 * @param observation wire name of what the tool reported; absent when nothing was done
 * @param observed digest of the whole observation, or of how the turn failed
 * @param tokens spent by planning this turn
 * @param micros spent by planning this turn
 */
public record Step(
        int number,
        long beganMillis,
        long plannedMillis,
        long atMillis,
        String phase,
        String planner,
        String proposal,
        @Nullable Digest proposed,
        String verdict,
        @Nullable String observation,
        Digest observed,
        long tokens,
        long micros) {
    public static final String ACCEPTED = "ACCEPTED";

    /** Whether the gate accepted what was proposed, and it was acted on. */
    public boolean accepted() {
        return verdict.equals(ACCEPTED);
    }

    /** {@code rules}, {@code model} or {@code person}. */
    public String kindOfPlanner() {
        return planner.split(" ", 2)[0];
    }
}
