package dev.ratchet.activities.group;

import dev.ratchet.activities.Failures;
import dev.ratchet.workflows.contract.Answered;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads on which documents are read: platform threads, one per core, because reading is nothing but computing. A
 * reading cannot be stopped from outside. One that takes too long is left to end by itself while another thread takes
 * its place; of those there are at most {@link #MOST_OVERDUE}.
 */
public final class Readers implements AutoCloseable {
    /** A document that takes longer is trouble. The largest ones that are read at all take a few seconds. */
    private static final Duration DOCUMENT = Duration.ofSeconds(15);

    private static final int MOST_OVERDUE = 4;

    private final int threads;
    private final Duration patience;
    private final ThreadPoolExecutor pool;
    private final Set<Turn<?>> running = ConcurrentHashMap.newKeySet();

    public Readers() {
        this(Runtime.getRuntime().availableProcessors(), DOCUMENT);
    }

    /** @param patience how long one document may take from when its reading begins */
    Readers(int threads, Duration patience) {
        this.threads = threads;
        this.patience = patience;
        AtomicInteger count = new AtomicInteger();
        this.pool = new ThreadPoolExecutor(
                threads, threads + MOST_OVERDUE, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "reader-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /**
     * Does every work on some thread and waits for them.
     *
     * @param until by {@link System#nanoTime}: what has not ended by then is trouble, even if it has not begun
     * @return one answer for each, in this order; whatever a work throws is its own trouble
     */
    <A> List<Answered<A>> each(List<? extends Callable<A>> works, long until) {
        pool.setCorePoolSize(threads + overdue());
        List<Turn<A>> turns = works.stream().map(work -> new Turn<A>(work)).toList();
        for (Turn<A> turn : turns) {
            turn.noLaterThan(Duration.ofNanos(until - System.nanoTime()));
            pool.execute(turn);
        }
        return turns.stream().map(turn -> turn.answer.join()).toList();
    }

    /** How many threads still work on what nobody waits for any more. */
    private int overdue() {
        long overdue = running.stream()
                .filter(turn -> turn.answer.isDone())
                .limit(MOST_OVERDUE)
                .count();
        return (int) overdue;
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }

    private final class Turn<A> implements Runnable {
        private final Callable<A> work;
        private final CompletableFuture<Answered<A>> answer = new CompletableFuture<>();

        Turn(Callable<A> work) {
            this.work = work;
        }

        void noLaterThan(Duration left) {
            answer.completeOnTimeout(
                    Answered.trouble(
                            "TOO_SLOW",
                            "document",
                            "Reading this document together with others took too long. It is read again by itself."),
                    Math.max(0, left.toNanos()),
                    TimeUnit.NANOSECONDS);
        }

        @Override
        public void run() {
            if (answer.isDone()) {
                return;
            }
            running.add(this);
            noLaterThan(patience);
            Answered<A> answered = answered();
            running.remove(this);
            answer.complete(answered);
        }

        /** Whatever one document does to its thread, stack and heap included, is that document's trouble alone. */
        @SuppressWarnings("CatchingUnchecked")
        private Answered<A> answered() {
            try {
                return Answered.of(Failures.guard(work));
            } catch (ApplicationFailure failure) {
                return Together.trouble(failure);
            } catch (Throwable broken) {
                return Together.trouble(broken);
            }
        }
    }
}
