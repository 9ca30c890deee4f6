package dev.ratchet.activities.model;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;

/** Tells whoever waits that the work goes on. */
@FunctionalInterface
public interface Heartbeat {
    /** Outside an activity, where nobody waits. */
    Heartbeat NONE = () -> {};

    /**
     * @throws io.temporal.client.ActivityCompletionException when nobody waits any more
     */
    void beat();

    /** The running activity's; to be called on the activity's own thread. */
    static Heartbeat ofActivity() {
        ActivityExecutionContext activity = Activity.getExecutionContext();
        return () -> activity.heartbeat(null);
    }
}
