package dev.ratchet.worker.lifecycle;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGTERM, SIGINT or SIGHUP. None of them ends the process by itself: whoever has this closes everything, and then ends with
 * {@link #exitCode}. The first signal lets what runs come to its end. The second does not, and the process is gone
 * {@link #PATIENCE} later whatever still closes. What comes within {@link #SAME_SIGNAL} of the first is part of it: a terminal
 * signals a whole group of processes, and a shell or a supervisor among them passes on what it got. This is closed when the
 * rest is.
 */
public final class Termination implements AutoCloseable {
    /** Exit code of a process that was told to stop a second time. */
    public static final int HURRIED = 4;

    static final Duration SAME_SIGNAL = Duration.ofMillis(500);

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Logger LOG = LoggerFactory.getLogger(Termination.class);

    private final CompletableFuture<Void> told = new CompletableFuture<>();
    private final CompletableFuture<Void> hurried = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final LongSupplier nanoTime;

    private int times;
    private long first;

    Termination(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** From now on signals come here: for those who say that they are ready, before they say it. */
    public static Termination prepared() {
        Termination termination = new Termination(System::nanoTime);
        for (String signal : List.of("TERM", "INT", "HUP")) {
            Signals.handle(signal, () -> termination.signalled("SIG" + signal));
        }
        return termination;
    }

    synchronized void signalled(String signal) {
        long now = nanoTime.getAsLong();
        if (times == 1 && now - first < SAME_SIGNAL.toNanos()) {
            return;
        }
        times++;
        if (times == 1) {
            first = now;
            LOG.info("{}: told to stop; what runs is finished first. Once more, and it is broken off", signal);
            told.complete(null);
        } else if (times == 2) {
            LOG.warn("{}: told to stop again; what runs is broken off, exit code {}", signal, HURRIED);
            endInAnyCase();
            hurried.complete(null);
        }
    }

    private void endInAnyCase() {
        daemon("ends in any case", () -> {
            try {
                if (!closed.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                    LOG.warn("not everything was closed within {} seconds", PATIENCE.toSeconds());
                    Runtime.getRuntime().halt(HURRIED);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Whether the process was told to stop. */
    public boolean told() {
        return told.isDone();
    }

    /** Of the process: 0, or {@link #HURRIED}. */
    public int exitCode() {
        return hurried.isDone() ? HURRIED : 0;
    }

    /** @param hurry runs when the process is told to stop a second time, on the thread of the signal; it does not block */
    public void whenHurried(Runnable hurry) {
        CompletableFuture<Void> unused = hurried.thenRun(hurry);
    }

    /**
     * Does the work on a thread of its own, which ends with the process.
     *
     * @return whether it was done; false when the process was told to stop before
     */
    public boolean done(String name, Runnable work) {
        CompletableFuture<Void> working = new CompletableFuture<>();
        daemon(name, () -> {
            try {
                work.run();
                working.complete(null);
            } catch (RuntimeException | Error e) {
                working.completeExceptionally(e);
            }
        });
        try {
            CompletableFuture.anyOf(working, told).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
        return !told();
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Blocks until the process is told to stop. */
    public void await() {
        told.join();
    }

    /** Blocks until the process is told to stop; {@code closing} has run when this returns. */
    public void await(Runnable closing) {
        await();
        try {
            closing.run();
        } finally {
            close();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
