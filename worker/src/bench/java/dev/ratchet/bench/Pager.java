package dev.ratchet.bench;

import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowUpdateException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Hands pages to a batch, a few in flight, each until it is answered. */
final class Pager implements AutoCloseable {
    private final int inFlight;
    private final ExecutorService senders;

    Pager(int inFlight) {
        this.inFlight = inFlight;
        this.senders = Executors.newFixedThreadPool(inFlight);
    }

    /** Sends one page. */
    @FunctionalInterface
    interface Send<T> {
        void page(int number, List<T> items);
    }

    /**
     * @param from number of the first page
     * @return how many pages it were
     */
    <T> int send(List<T> items, int pageSize, int from, Send<T> send) throws InterruptedException {
        int pages = (items.size() + pageSize - 1) / pageSize;
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> sending = IntStream.range(0, inFlight)
                .<Future<?>>mapToObj(i -> senders.submit(() -> {
                    for (int page = next.getAndIncrement(); page < pages; page = next.getAndIncrement()) {
                        int first = page * pageSize;
                        answered(from + page, items.subList(first, Math.min(items.size(), first + pageSize)), send);
                    }
                }))
                .toList();
        for (Future<?> each : sending) {
            try {
                each.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("a page was not answered", e.getCause());
            }
        }
        return pages;
    }

    /** A batch that continues as new, or has enough in its queue, is asked again. */
    private static <T> void answered(int number, List<T> items, Send<T> send) {
        for (int attempt = 0; ; attempt++) {
            try {
                send.page(number, items);
                return;
            } catch (WorkflowUpdateException | WorkflowServiceException e) {
                if (attempt > 500) {
                    throw e;
                }
                LockSupport.parkNanos(5_000_000);
            }
        }
    }

    @Override
    public void close() {
        senders.shutdownNow();
    }
}
