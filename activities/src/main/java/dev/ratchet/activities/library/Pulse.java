package dev.ratchet.activities.library;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Tells Temporal that a step goes on, while it does. Nobody is interrupted: a step that nobody waits for does no harm. */
public interface Pulse {
    /** Outside an activity, where nobody waits. */
    Pulse NONE = Supplier::get;

    <T> T during(Supplier<T> step);

    /** @param timer beats for all running steps; one thread is enough; the caller shuts it down */
    static Pulse of(ScheduledExecutorService timer) {
        return new Pulse() {
            @Override
            public <T> T during(Supplier<T> step) {
                ActivityExecutionContext activity = Activity.getExecutionContext();
                ScheduledFuture<?> beats =
                        timer.scheduleAtFixedRate(() -> beat(activity), 0, SECONDS_BETWEEN, TimeUnit.SECONDS);
                try {
                    return step.get();
                } finally {
                    beats.cancel(false);
                }
            }
        };
    }

    /** A third of the time after which the step is taken for dead. */
    int SECONDS_BETWEEN = 3;

    private static void beat(ActivityExecutionContext activity) {
        try {
            activity.heartbeat(null);
        } catch (ActivityCompletionException e) {
            // Nobody waits any more, and the step may end as it will.
        }
    }
}
