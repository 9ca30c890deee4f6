package dev.ratchet.worker.poison;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for poison pills again and again, in a process that takes no tasks: whatever takes workers with it leaves it alone. */
public final class PoisonWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PoisonWatch.class);

    /** A heartbeat is missed after ten seconds: a pill takes one worker more at most. */
    private static final Duration EVERY = Duration.ofSeconds(15);

    private final PoisonQueue queue;
    private final ScheduledExecutorService timer;

    private PoisonWatch(PoisonQueue queue) {
        this.queue = queue;
        this.timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "looks for poison pills");
            thread.setDaemon(true);
            return thread;
        });
    }

    public static PoisonWatch start(PoisonQueue queue) {
        PoisonWatch watch = new PoisonWatch(queue);
        var unused = watch.timer.scheduleWithFixedDelay(
                watch::look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    private void look() {
        try {
            queue.look();
        } catch (PoisonQueue.Refusal e) {
            LOG.info("nobody looks for poison pills: {}", e.getMessage());
            timer.shutdown();
        } catch (RuntimeException e) {
            LOG.warn(
                    "poison pills: Temporal or the database did not answer: {}",
                    e.getClass().getSimpleName());
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
