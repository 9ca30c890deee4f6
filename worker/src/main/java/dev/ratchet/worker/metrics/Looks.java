package dev.ratchet.worker.metrics;

import dev.ratchet.activities.standing.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the database and at Temporal now and then, so that a scrape asks neither of them. What was seen is told for four
 * times that long; then nothing is, rather than something old.
 */
final class Looks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Looks.class);
    private static final int GOOD_FOR = 4;

    /** What was seen at one moment. */
    record Seen(Standing standing, List<Stuck> stalled) {}

    private record Kept(Seen seen, long atNanos) {}

    private final Supplier<Seen> look;
    private final Duration every;
    private final LongSupplier nanos;
    private final long began;
    private final ScheduledExecutorService timer;
    private volatile @Nullable Kept kept;

    private Looks(Supplier<Seen> look, Duration every, LongSupplier nanos) {
        this.look = look;
        this.every = every;
        this.nanos = nanos;
        this.began = nanos.getAsLong();
        this.timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "looks for metrics");
            thread.setDaemon(true);
            return thread;
        });
    }

    static Looks start(Supplier<Standing> standing, Optional<StalledRuns> stalled, Duration every) {
        Looks looks = new Looks(
                () -> new Seen(
                        standing.get(),
                        stalled.map(runs -> runs.look(Instant.now())).orElse(List.of())),
                every,
                System::nanoTime);
        var unused = looks.timer.scheduleWithFixedDelay(looks::now, 0, every.toMillis(), TimeUnit.MILLISECONDS);
        return looks;
    }

    /** For tests: looks when it is told to. */
    static Looks byHand(Supplier<Seen> look, Duration every, LongSupplier nanos) {
        return new Looks(look, every, nanos);
    }

    void now() {
        try {
            kept = new Kept(look.get(), nanos.getAsLong());
        } catch (RuntimeException e) {
            LOG.warn(
                    "metrics: the database or Temporal did not answer: {}",
                    e.getClass().getSimpleName());
        }
    }

    /** Empty when there is nothing that is young enough. */
    Optional<Seen> seen() {
        Kept last = kept;
        return last == null || age().compareTo(every.multipliedBy(GOOD_FOR)) > 0
                ? Optional.empty()
                : Optional.of(last.seen());
    }

    /** Since the last look that succeeded, or since the first that was tried. */
    Duration age() {
        Kept last = kept;
        return Duration.ofNanos(nanos.getAsLong() - (last == null ? began : last.atNanos()));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
