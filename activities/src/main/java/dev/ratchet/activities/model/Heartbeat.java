package dev.ratchet.activities.model;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tells whoever waits that the work goes on. */
@FunctionalInterface
public interface Heartbeat {
    /** Outside an activity, where nobody waits. */
    Heartbeat NONE = () -> {};

    /**
     * @throws io.temporal.client.ActivityCompletionException when nobody waits any more
     */
    void beat();

    /** What was noted of the calls for this so far, earlier attempts included; once for each call. */
    default List<String> called() {
        return List.of();
    }

    /** Notes a call before it is made. */
    default void calling(String call) {}

    /** The running activity's; to be called on the activity's own thread. It beats with what was called, so that the next attempt knows. */
    static Heartbeat ofActivity() {
        ActivityExecutionContext activity = Activity.getExecutionContext();
        List<String> called = new CopyOnWriteArrayList<>(
                activity.getHeartbeatDetails(String[].class).orElse(new String[0]));
        return new Heartbeat() {
            @Override
            public void beat() {
                activity.heartbeat(called.toArray(String[]::new));
            }

            @Override
            public List<String> called() {
                return List.copyOf(called);
            }

            @Override
            public void calling(String call) {
                called.add(call);
                beat();
            }
        };
    }
}
