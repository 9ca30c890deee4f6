package dev.ratchet.bench;

import dev.ratchet.activities.audit.RunRecords;
import dev.ratchet.worker.Capabilities;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Fact;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.record.RunRecord;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.contract.record.Step;
import dev.ratchet.workflows.contract.record.StepRecord;
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

/** Writes the record of a DIRECT run, with its three steps and their bodies, to PostgreSQL: one commit. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class AuditJmh {
    /** About as long as the observation of an invoice's run. */
    private static final String BODY = "{\"observation\":\"" + "books_consulted ".repeat(70) + "\"}";

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
        RunSummary summary = new RunSummary(
                TenantId.DEFAULT,
                new RunRef("bench/" + System.nanoTime() + "/" + run, "run"),
                "bench",
                "sample.xml",
                "anna",
                List.of(new Fact("supplier", "BENCH"), new Fact("number", "B-" + run)),
                new Money("EUR", 11_900),
                RunStatus.DONE,
                "POSTED",
                "ENDED",
                "BOOKED",
                "booked",
                List.of(),
                "DIRECT",
                "plain",
                "within-ceiling",
                new Receipt("entry", String.valueOf(run)),
                null,
                null,
                0,
                0);
        records.record(new RunRecord(
                summary,
                0,
                "{}",
                Digest.of("state"),
                IntStream.rangeClosed(1, 3).mapToObj(AuditJmh::step).toList()));
    }

    private static StepRecord step(int number) {
        return new StepRecord(
                new Step(
                        number,
                        1,
                        1,
                        1,
                        "READ",
                        "rules",
                        "consult_books",
                        Digest.of("{}"),
                        Step.ACCEPTED,
                        "books_consulted",
                        Digest.of(BODY),
                        0,
                        0),
                "{}",
                BODY);
    }
}
