package dev.ratchet.activities.batch;

import dev.ratchet.activities.Failures;
import dev.ratchet.workflows.contract.batch.ItemResult;
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
    /** A document that takes longer is an error. The largest ones that are read at all take a few seconds. */
    private static final Duration DOCUMENT = Duration.ofSeconds(15);

    private static final int MOST_OVERDUE = 4;

    private final int threads;
    private final Duration timeout;
    private final ThreadPoolExecutor pool;
    private final Set<Task<?>> running = ConcurrentHashMap.newKeySet();

    public Readers() {
        this(Runtime.getRuntime().availableProcessors(), DOCUMENT);
    }

    /** @param timeout how long one document may take from when its reading begins */
    Readers(int threads, Duration timeout) {
        this.threads = threads;
        this.timeout = timeout;
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
     * @param until by {@link System#nanoTime}: what has not ended by then is an error, even if it has not begun
     * @return one result for each, in this order; whatever a work throws is an error of that one alone
     */
    <A> List<ItemResult<A>> each(List<? extends Callable<A>> works, long until) {
        pool.setCorePoolSize(threads + overdue());
        List<Task<A>> tasks = works.stream().map(work -> new Task<A>(work)).toList();
        for (Task<A> task : tasks) {
            task.noLaterThan(Duration.ofNanos(until - System.nanoTime()));
            pool.execute(task);
        }
        return tasks.stream().map(task -> task.answer.join()).toList();
    }

    /** How many threads still work on what nobody waits for any more. */
    private int overdue() {
        long overdue = running.stream()
                .filter(task -> task.answer.isDone())
                .limit(MOST_OVERDUE)
                .count();
        return (int) overdue;
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }

    private final class Task<A> implements Runnable {
        private final Callable<A> work;
        private final CompletableFuture<ItemResult<A>> answer = new CompletableFuture<>();

        Task(Callable<A> work) {
            this.work = work;
        }

        void noLaterThan(Duration left) {
            answer.completeOnTimeout(
                    ItemResult.error(
                            "TOO_SLOW",
                            "document",
                            "Reading this document together with others took too long. It gets a run of its own."),
                    Math.max(0, left.toNanos()),
                    TimeUnit.NANOSECONDS);
        }

        @Override
        public void run() {
            if (answer.isDone()) {
                return;
            }
            running.add(this);
            noLaterThan(timeout);
            ItemResult<A> answered = answered();
            running.remove(this);
            answer.complete(answered);
        }

        /** Whatever one document does to its thread, stack and heap included, is that document's error alone. */
        private ItemResult<A> answered() {
            try {
                return ItemResult.of(Failures.guard(work));
            } catch (ApplicationFailure failure) {
                return BatchWithFallback.error(failure);
            }
        }
    }
}
