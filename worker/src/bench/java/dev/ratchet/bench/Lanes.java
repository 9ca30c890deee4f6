package dev.ratchet.bench;

import com.google.common.collect.Lists;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.invoice.InvoiceBatchWorkflow;
import io.temporal.client.WorkflowClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Batches of the product beside each other, as {@code submit --lanes} makes them, each with its share of the documents. */
final class Lanes implements AutoCloseable {
    private final WorkflowClient client;
    private final List<Pager> pagers;
    private final ExecutorService threads;

    Lanes(WorkflowClient client, int lanes) {
        this.client = client;
        this.pagers = IntStream.range(0, lanes)
                .mapToObj(lane -> new Pager(InvoiceBatchWorkflow.PAGES_IN_FLIGHT))
                .toList();
        this.threads = Executors.newFixedThreadPool(lanes);
    }

    /** Returns when every one of them is booked and the batches have ended. */
    void book(List<DocumentRef> documents) throws InterruptedException, ExecutionException {
        List<List<DocumentRef>> shares =
                Lists.partition(documents, (documents.size() + pagers.size() - 1) / pagers.size());
        List<Future<?>> lanes = new ArrayList<>();
        for (int lane = 0; lane < shares.size(); lane++) {
            List<DocumentRef> share = shares.get(lane);
            Pager pager = pagers.get(lane);
            lanes.add(threads.submit(() -> {
                InvoiceBatches batch = new InvoiceBatches(client, pager);
                batch.book(share);
                batch.finish();
                return share;
            }));
        }
        for (Future<?> lane : lanes) {
            lane.get();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        pagers.forEach(Pager::close);
    }
}
