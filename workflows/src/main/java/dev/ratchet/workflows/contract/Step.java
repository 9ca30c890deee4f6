package dev.ratchet.workflows.contract;

import org.jspecify.annotations.Nullable;

/**
 * One turn of the loop in the audit trail.
 *
 * @param number 1 for a run's first turn, without gaps
 * @param atMillis when the turn ended, in milliseconds since the epoch, by the workflow's clock
 * @param phase before the turn
 * @param planner who proposed: a rule planner's or model's name
 * @param proposal the proposed action's name, as proposed
 * @param arguments digest of the proposed arguments
 * @param verdict ACCEPTED, or the code of the rejection
 * @param observation wire name of what the tool reported; absent when nothing was done
 * @param observed digest of the whole observation; absent when nothing was done
 * @param tokens spent by planning this turn
 * @param micros spent by planning this turn
 */
public record Step(
        int number,
        long atMillis,
        String phase,
        String planner,
        String proposal,
        Digest arguments,
        String verdict,
        @Nullable String observation,
        @Nullable Digest observed,
        long tokens,
        long micros) {
    public static final String ACCEPTED = "ACCEPTED";
}
