package dev.ratchet.workflows.temporal;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for something outside, for a while. */
public final class TimedAwait {
    private TimedAwait() {}

    /**
     * Returns when the condition is met or the time is over; both may be true then. Unlike {@link
     * Workflow#await(Duration, java.util.function.Supplier)} its timer says in the Web UI what is waited for.
     *
     * @param summary a few words without personal data
     */
    public static void await(Duration most, String summary, BooleanSupplier met) {
        CancellationScope waiting = Workflow.newCancellationScope(() -> {
            var timer = Workflow.newTimer(
                    most, TimerOptions.newBuilder().setSummary(summary).build());
            timer.handle((over, cancelled) -> null);
            Workflow.await(() -> timer.isCompleted() || met.getAsBoolean());
        });
        waiting.run();
        waiting.cancel();
    }
}
