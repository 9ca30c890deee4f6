package dev.ratchet.bench;

import dev.ratchet.activities.audit.RunRecords;
import dev.ratchet.worker.Capabilities;
import dev.ratchet.workflows.contract.AuditActivities.Account;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.Step;
import dev.ratchet.workflows.contract.TenantId;
import java.io.File;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Writes the record of a DIRECT run, with its three steps, to PostgreSQL: one commit. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class AuditJmh {
    private Capabilities capabilities;
    private RunRecords records;
    private int run;

    @Setup
    public void open() throws Exception {
        capabilities = Place.read(new File(System.getProperty(LoopBenchmark.PLACE))).capabilities();
        records = capabilities.gatewayPorts(Optional::empty).runs();
    }

    @TearDown
    public void close() {
        capabilities.close();
    }

    @Benchmark
    public void auditRecord() {
        run++;
        records.record(new Account(
                TenantId.DEFAULT,
                new RunRef("bench/" + System.nanoTime() + "/" + run, "run"),
                "bench",
                Digest.of("document " + run),
                "sample.xml",
                "anna",
                null,
                "ENDED",
                "POSTED",
                "BOOKED",
                "booked",
                null,
                "DIRECT",
                "plain",
                "BENCH",
                "B-" + run,
                new Money("EUR", 11_900),
                (long) run,
                0,
                0,
                IntStream.rangeClosed(1, 3).mapToObj(AuditJmh::step).toList()));
    }

    private static Step step(int number) {
        return new Step(
                number,
                1,
                "READ",
                "rules",
                "consult_books",
                Digest.of("{}"),
                Step.ACCEPTED,
                "books_consulted",
                Digest.of("observed"),
                0,
                0);
    }
}
