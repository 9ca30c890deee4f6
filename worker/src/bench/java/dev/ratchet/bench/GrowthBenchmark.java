package dev.ratchet.bench;

import dev.ratchet.worker.Capabilities;
import dev.ratchet.worker.RunningWorker;
import dev.ratchet.worker.temporal.TemporalConnection;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.invoice.InvoiceBatchWorkflow;
import io.temporal.api.history.v1.HistoryEvent;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** One batch of ten thousand documents: whether the last thousand cost what the first did, in time and in memory. */
final class GrowthBenchmark implements Benchmark {
    private static final int THOUSAND = 1_000;
    private static final int WARM = 3_000;
    @Override
    public List<Result> run(Place place) throws Exception {
        try (Capabilities capabilities = place.capabilities();
                TemporalConnection temporal = place.connect();
                Submitter submitter = Submitter.at(place.temporal());
                Pager pager = new Pager(InvoiceBatchWorkflow.PAGES_IN_FLIGHT)) {
            capabilities.warm();
            Uploads uploads = new Uploads(capabilities).withDemoSuppliers();
            RunningWorker worker = RunningWorker.start(temporal, capabilities);
            try {
                InvoiceBatches warm = new InvoiceBatches(submitter.client(), pager);
                warm.book(uploads.next(place.warm(WARM)));
                warm.finish();
                int thousands = place.documents() / THOUSAND;
                List<List<DocumentRef>> documents = new ArrayList<>();
                for (int i = 0; i < thousands; i++) {
                    documents.add(uploads.next(THOUSAND));
                }
                InvoiceBatches batch = new InvoiceBatches(submitter.client(), pager);
                List<Double> seconds = new ArrayList<>();
                List<Double> heap = new ArrayList<>();
                for (List<DocumentRef> thousand : documents) {
                    long start = System.nanoTime();
                    batch.book(thousand);
                    seconds.add((System.nanoTime() - start) / 1e9);
                    heap.add(heapAfterGc());
                }
                batch.finish();
                List<List<HistoryEvent>> histories = Histories.of(temporal.client(), batch.first());
                return results(place, seconds, heap, histories);
            } finally {
                worker.close();
            }
        }
    }

    private static double heapAfterGc() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
    }

    private static List<Result> results(
            Place place, List<Double> seconds, List<Double> heap, List<List<HistoryEvent>> histories) {
        String on = place.server();
        String name = String.format("batch of %,d", place.documents());
        int last = seconds.size() - 1;
        double events = histories.stream().mapToInt(List::size).sum();
        double bytes = histories.stream().mapToLong(Histories::bytes).sum();
        double biggest = histories.stream().mapToLong(Histories::bytes).max().orElse(0) / 1e6;
        double all = seconds.stream().mapToDouble(Double::doubleValue).sum();
        return List.of(
                Result.of(name + ", last thousand", on, seconds.get(last), "ms/document")
                        .against("first thousand", seconds.get(0))
                        .should(Target.ratioAtMost(1.10)),
                Result.of(name + ", heap after the last thousand", on, heap.get(last), "MB after GC")
                        .against("after the first", heap.get(0))
                        .should(Target.ratioAtMost(1.10)),
                Result.of(name, on, (last + 1) * THOUSAND / all, "documents/s"),
                Result.of(name + ", " + histories.size() + " histories", on, events / place.documents(), "events/document"),
                Result.of(name + ", " + histories.size() + " histories", on, bytes / place.documents(), "bytes/document"),
                Result.of(name + ", biggest history", on, biggest, "MB").should(Target.atMost(2.0)));
    }
}
