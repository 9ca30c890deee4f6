package dev.ratchet.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** What the kernel costs, by JMH: microseconds and bytes allocated, without Temporal. */
final class LoopBenchmark implements Benchmark {
    /** JMH method, and what it is called in the report. */
    private static final Map<String, String> NAMES = new TreeMap<>(Map.of(
            "turn", "one turn of the loop: decide, plan, gate, act, reduce, step",
            "gate", "the gate",
            "router", "the router: policy and route",
            "canonicalHash", "canonical bytes and hash of an intent",
            "ledgerCheck", "the ledger's own check",
            "stepBody", "the body of a step for the audit record",
            "auditRecord", "the audit record of a run, written with fsync"));

    /** System property that tells the JMH process where the place is described. */
    static final String PLACE = "bench.place";

    @Override
    public List<Result> run(Place place) throws Exception {
        int seconds = Math.max(1, place.seconds() / 5);
        Collection<RunResult> runs = new Runner(new OptionsBuilder()
                        .include("dev\\.ratchet\\..*Jmh\\..*")
                        .forks(1)
                        .warmupIterations(3)
                        .warmupTime(TimeValue.seconds(seconds))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.seconds(seconds))
                        .addProfiler(GCProfiler.class)
                        .jvmArgsAppend(
                                "-Xmx1g",
                                "-Djmh.ignoreLock=true",
                                "-D" + PLACE + "=" + place.file("place.json"))
                        .shouldFailOnError(true)
                        .build())
                .run();
        List<Result> results = new ArrayList<>();
        for (RunResult run : runs) {
            String label = run.getPrimaryResult().getLabel();
            String name = "loop, " + NAMES.getOrDefault(label, label);
            results.add(Result.of(name, Result.NOWHERE, run.getPrimaryResult().getScore(), "us"));
            run.getSecondaryResults().entrySet().stream()
                    .filter(entry -> entry.getKey().endsWith("gc.alloc.rate.norm"))
                    .forEach(entry -> results.add(Result.of(
                            name, Result.NOWHERE, entry.getValue().getScore(), "bytes allocated")));
        }
        return results;
    }
}
