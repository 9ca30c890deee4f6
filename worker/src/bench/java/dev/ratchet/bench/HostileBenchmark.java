package dev.ratchet.bench;

import com.sun.management.ThreadMXBean;
import dev.ratchet.activities.documents.HostilePdf;
import dev.ratchet.activities.documents.HostileXml;
import dev.ratchet.activities.documents.PdfProcessWatch;
import dev.ratchet.activities.documents.Reading;
import dev.ratchet.worker.dev.SampleInvoices;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** What documents cost that were made to take memory and time, and what 200 ordinary documents lose beside one of them. */
final class HostileBenchmark implements Benchmark {
    private static final int ORDINARY = 200;
    private static final int ROUNDS = 9;
    private static final int WARM = 4_000;

    private final Reading reading = new Reading();
    private final List<byte[]> ordinary =
            IntStream.rangeClosed(1, ORDINARY).mapToObj(SampleInvoices::ubl).toList();
    private final int threads = Runtime.getRuntime().availableProcessors();

    private static Map<String, byte[]> hostile() {
        Map<String, byte[]> documents = new LinkedHashMap<>();
        documents.put("PDF of 18 million letters", HostilePdf.letters(18));
        documents.put("PDF, hex before deflate, 1 GB", HostilePdf.hexBeforeDeflate(1_000));
        documents.put("PDF, base 85 before deflate, 1 GB", HostilePdf.base85BeforeDeflate(1_000));
        documents.put("PDF, embedded file behind hex, 1 GB", HostilePdf.embeddedBehindHex(1_000));
        documents.put("PDF, 10^8 nested forms", HostilePdf.nestedForms(8));
        documents.put("PDF, 300 pages of one content", HostilePdf.manyPagesOneContent());
        documents.put("UBL, 4,902 lines, 8,000 VAT groups", HostileXml.invoice(4_902, 8_000));
        documents.put("UBL, 300,000 names", HostileXml.manyNames(300_000, "n"));
        documents.put("UBL, 5,000 lines, 100 VAT groups", HostileXml.invoice(5_000, 100));
        documents.put("UBL, 200,000 notes", HostileXml.manyNotes(200_000));
        return documents;
    }

    @Override
    public List<Result> run(Place place) throws Exception {
        Map<String, byte[]> hostile = hostile();
        for (int i = 0; i < WARM; i++) {
            reading.whole(ordinary.get(i % ORDINARY));
        }
        List<Result> results = new ArrayList<>();
        ExecutorService lanes = Executors.newFixedThreadPool(threads + 1);
        try {
            for (Map.Entry<String, byte[]> each : hostile.entrySet()) {
                results.addAll(cost(each.getKey(), each.getValue()));
            }
            for (Map.Entry<String, byte[]> each : hostile.entrySet()) {
                results.add(beside(each.getKey(), each.getValue(), lanes));
            }
        } finally {
            lanes.shutdownNow();
        }
        return results;
    }

    private List<Result> cost(String name, byte[] document) throws InterruptedException {
        ThreadMXBean own = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (PdfProcessWatch watch = new PdfProcessWatch()) {
            long allocated = own.getCurrentThreadAllocatedBytes();
            long began = System.nanoTime();
            reading.any(document);
            double seconds = (System.nanoTime() - began) / 1e9;
            double megabytes = (own.getCurrentThreadAllocatedBytes() - allocated) / 1e6;
            Result time = Result.of(name, Result.NOWHERE, seconds, "s").should(Target.atMost(6));
            Result space = watch.mostResidentKb() > 0
                    ? Result.of(name + ", process that reads it", Result.NOWHERE, watch.mostResidentKb() / 1e3, "MB resident")
                            .should(Target.atMost(500))
                    : Result.of(name + ", in this process", Result.NOWHERE, megabytes, "MB allocated");
            return List.of(time, space);
        }
    }

    /** The median of some rounds, in pairs: with and without. */
    private Result beside(String name, byte[] document, ExecutorService lanes) throws Exception {
        List<Double> alone = new ArrayList<>();
        List<Double> beside = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            alone.add(ordinary(lanes));
            Future<?> nasty = lanes.submit(() -> reading.any(document));
            beside.add(ordinary(lanes));
            nasty.get();
        }
        return Result.of(ORDINARY + " ordinary documents beside: " + name, Result.NOWHERE, median(beside), "ms")
                .against("alone", median(alone))
                .should(Target.ratioAtMost(1.5));
    }

    private double ordinary(ExecutorService lanes) throws Exception {
        long began = System.nanoTime();
        List<Future<?>> all = new ArrayList<>();
        for (int lane = 0; lane < threads; lane++) {
            int first = lane;
            all.add(lanes.submit(() -> {
                for (int i = first; i < ORDINARY; i += threads) {
                    reading.whole(ordinary.get(i));
                }
            }));
        }
        for (Future<?> each : all) {
            each.get();
        }
        return (System.nanoTime() - began) / 1e6;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
