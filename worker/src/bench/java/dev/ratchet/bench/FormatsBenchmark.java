package dev.ratchet.bench;

import dev.ratchet.activities.documents.Reading;
import dev.ratchet.worker.dev.DemoInbox;
import dev.ratchet.worker.dev.SampleInvoices;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads and validates e-invoices of every format, on one core, when warm. */
final class FormatsBenchmark implements Benchmark {
    /** Bytes from which on a document is mostly attachment; told apart, because one would weigh as much as ten others. */
    private static final int LARGE = 100_000;

    /** From here on the time per document no longer falls. */
    private static final int WARM = 2_000;

    private static final String WITH_ATTACHMENT = ", large attachment";

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    @Override
    public List<Result> run(Place place) throws IOException {
        Reading reading = new Reading();
        Map<String, List<byte[]>> formats = formats(place.sharedData().resolve("invoices"), reading);
        for (List<byte[]> documents : formats.values()) {
            repeat(documents, reading::whole, WARM / 2, 0);
        }
        List<Result> results = new ArrayList<>();
        double share = Math.max(1, place.seconds() / 2.0);
        for (Map.Entry<String, List<byte[]>> format : formats.entrySet()) {
            Spent spent = repeat(format.getValue(), reading::whole, WARM, share);
            String name = "read + validate " + format.getKey();
            results.add(Result.of(name, Result.NOWHERE, spent.cpuMillis(), "ms CPU/document"));
            results.add(Result.of(name, Result.NOWHERE, 1_000 / spent.cpuMillis(), "documents/s per core"));
        }
        for (String name : List.of("UBL", "UBL, shared data", "UBL, shared data" + WITH_ATTACHMENT)) {
            List<byte[]> documents = formats.get(name);
            if (documents != null) {
                Spent spent = repeat(documents, reading::officialRulesForUblInvoice, WARM, share);
                Result result =
                        Result.of("official rules alone, " + name, Result.NOWHERE, spent.cpuMillis(), "ms CPU/document");
                results.add(name.endsWith(WITH_ATTACHMENT) ? result : result.should(Target.atMost(3.0)));
            }
        }
        return results;
    }

    private record Spent(double cpuMillis) {}

    /** @param least how often at least, and then for {@code seconds} */
    private Spent repeat(List<byte[]> documents, Consumer<byte[]> use, int least, double seconds) {
        for (int i = 0; i < least; i++) {
            use.accept(documents.get(i % documents.size()));
        }
        long until = System.nanoTime() + (long) (TimeUnit.SECONDS.toNanos(1) * seconds);
        long cpu = threads.getCurrentThreadCpuTime();
        int done = 0;
        while (System.nanoTime() < until) {
            use.accept(documents.get(done++ % documents.size()));
        }
        return new Spent((threads.getCurrentThreadCpuTime() - cpu) / 1e6 / Math.max(1, done));
    }

    private static Map<String, List<byte[]>> formats(Path shared, Reading reading) throws IOException {
        Map<String, List<byte[]>> formats = new LinkedHashMap<>();
        formats.put("UBL", IntStream.rangeClosed(1, 200).mapToObj(SampleInvoices::ubl).toList());
        formats.put("UBL credit note", List.of(DemoInbox.document("05-kerzendorf-credit-note.xml")));
        formats.put("Factur-X (PDF with CII)", List.of(DemoInbox.document("06-hafenlicht-factur-x.pdf")));
        formats.put("CII", List.of(resource("/demo/pdf/06-hafenlicht-factur-x.xml")));
        for (String folder : List.of("ubl", "cii")) {
            String name = folder.toUpperCase(Locale.ROOT) + ", shared data";
            valid(shared.resolve(folder), reading).forEach(document -> formats.computeIfAbsent(
                            document.length < LARGE ? name : name + WITH_ATTACHMENT, none -> new ArrayList<>())
                    .add(document));
        }
        return formats;
    }

    private static byte[] resource(String name) throws IOException {
        try (var in = FormatsBenchmark.class.getResourceAsStream(name)) {
            return java.util.Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    /** Those of a folder that are valid invoices; credit notes are measured apart. */
    private static List<byte[]> valid(Path folder, Reading reading) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<byte[]> documents = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                byte[] bytes = Files.readAllBytes(file);
                String head = new String(bytes, 0, Math.min(4_000, bytes.length), StandardCharsets.ISO_8859_1);
                if (!head.contains("CreditNote") && reading.valid(bytes)) {
                    documents.add(bytes);
                }
            }
        }
        return documents;
    }
}
