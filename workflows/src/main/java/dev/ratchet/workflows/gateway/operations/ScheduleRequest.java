package dev.ratchet.workflows.gateway.operations;

import org.jspecify.annotations.Nullable;

/**
 * One person's wish about a schedule.
 *
 * @param why for the record, 1 to 400 characters; only with {@link Change#PAUSE}, where it is required
 * @param as on whose behalf; absent for the token's own person
 */
public record ScheduleRequest(
        String name,
        Change change,
        @Nullable String why,
        @Nullable String as) {

    public enum Change {
        PAUSE,
        RESUME,
        /** Begins it now, also while it is paused. */
        RUN
    }
}
