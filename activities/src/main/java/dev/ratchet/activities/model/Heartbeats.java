package dev.ratchet.activities.model;

import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityWorkerShutdownException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Beats while one piece of work runs on the calling thread. When a beat says that nobody waits any more, the work is
 * interrupted and that is what the caller hears; a worker told to stop lets the work finish.
 */
final class Heartbeats {
    private final Heartbeat heartbeat;
    private final Thread worker = Thread.currentThread();
    private boolean over;
    private @Nullable ActivityCompletionException gone;

    private Heartbeats(Heartbeat heartbeat) {
        this.heartbeat = heartbeat;
    }

    static <T> T during(Supplier<T> work, Heartbeat heartbeat, Duration every, ScheduledExecutorService timer) {
        Heartbeats beats = new Heartbeats(heartbeat);
        ScheduledFuture<?> next =
                timer.scheduleAtFixedRate(beats::beat, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        try {
            T done = work.get();
            beats.end();
            return done;
        } catch (RuntimeException e) {
            beats.end();
            throw e;
        } finally {
            next.cancel(false);
        }
    }

    private void beat() {
        try {
            heartbeat.beat();
        } catch (ActivityWorkerShutdownException e) {
            // The call is paid for: it may finish in the grace period.
        } catch (ActivityCompletionException e) {
            giveUp(e);
        }
    }

    private synchronized void giveUp(ActivityCompletionException why) {
        if (!over && gone == null) {
            gone = why;
            worker.interrupt();
        }
    }

    private synchronized void end() {
        over = true;
        if (gone != null) {
            Thread.interrupted();
            throw gone;
        }
    }
}
