package dev.ratchet.bench;

import dev.ratchet.worker.Capabilities;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What it costs to hold 100,000 entries against all that they rest on, in a JVM with a heap of 96 MB: time, and what of the heap
 * is in use at most. Whether it grows with the books is told by the first tenth of them.
 */
final class VerifyBenchmark implements Benchmark {
    private static final int ENTRIES = 100_000;
    private static final int WHEN_SHORT = 20_000;
    private static final String HEAP = "-Xmx96m";

    @Override
    public List<Result> run(Place place) throws Exception {
        int entries = place.seconds() < 20 ? WHEN_SHORT : ENTRIES;
        try (Capabilities capabilities = place.capabilities()) {
            VerifiedBooks books = VerifiedBooks.in(capabilities, place);
            books.bookUpTo(entries / 10);
            VerifyJvm.Measured tenth = verified(place, entries / 10);
            books.bookUpTo(entries);
            VerifyJvm.Measured all = verified(place, entries);
            String name = String.format("verify %,d entries", entries);
            return List.of(
                    Result.of(name, Result.NOWHERE, all.micros(), "us/entry")
                            .against("a tenth of them", tenth.micros())
                            .should(Target.ratioAtMost(1.2)),
                    Result.of(name, Result.NOWHERE, 1e6 / all.micros(), "entries/s"),
                    Result.of(name + ", processor without the database's", Result.NOWHERE, all.cpuMicros(), "us/entry"),
                    Result.of(name + ", heap in use at most, of " + HEAP, Result.NOWHERE, all.peakMegabytes(), "MB")
                            .against("a tenth of them", tenth.peakMegabytes())
                            .should(Target.atMost(96)));
        }
    }

    private static VerifyJvm.Measured verified(Place place, int entries) throws Exception {
        Path in = place.file("verify-place.json");
        Path out = place.file("verify-" + entries + ".json");
        place.write(in.toFile());
        try (Owned process = Fork.java(
                List.of(HEAP, "-XX:+UseSerialGC"), VerifyJvm.class, place, in.toString(), out.toString())) {
            if (process.awaitEnd() != 0 || !Files.exists(out)) {
                throw new IllegalStateException("the verification failed: " + process.printed());
            }
        }
        VerifyJvm.Measured measured = VerifyJvm.Measured.read(out.toFile());
        if (measured.entries() != entries) {
            throw new IllegalStateException("should be " + entries + " entries: " + measured);
        }
        return measured;
    }
}
