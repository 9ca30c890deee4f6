package dev.ratchet.workflows.gateway.operations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One schedule.
 *
 * @param name such as {@code reconcile}
 * @param when in words
 * @param paused whether it does nothing until it is resumed, and {@code note} why
 * @param next absent while it is paused
 * @param last when it was last begun, from the record; absent when it never was
 * @param took how long that took, in milliseconds
 * @param result how that ended, in a sentence
 */
public record ScheduleStanding(
        String name,
        String when,
        boolean paused,
        @Nullable String note,
        @Nullable Instant next,
        @Nullable Instant last,
        long took,
        @Nullable String result) {}
