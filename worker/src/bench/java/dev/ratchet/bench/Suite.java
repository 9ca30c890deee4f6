package dev.ratchet.bench;

import java.util.function.Supplier;

/** The benchmarks by name, in the order in which they run. */
enum Suite {
    LOOP(On.NO_SERVER, LoopBenchmark::new),
    FORMATS(On.NO_SERVER, FormatsBenchmark::new),
    HOSTILE(On.NO_SERVER, HostileBenchmark::new),
    STARTUP(On.NO_SERVER, StartupBenchmark::new),
    VERIFY(On.NO_SERVER, VerifyBenchmark::new),
    RETRIEVAL(On.NO_SERVER, RetrievalBenchmark::new),
    SINGLE(On.EVERY_SERVER, SingleBenchmark::new),
    ORCHESTRATION(On.BEST_SERVER, OrchestrationBenchmark::new),
    BATCH(On.BEST_SERVER, BatchBenchmark::new),
    TRACING(On.BEST_SERVER, TracingBenchmark::new),
    ENCRYPTION(On.BEST_SERVER, EncryptionBenchmark::new),
    GROWTH(On.BEST_SERVER, GrowthBenchmark::new),
    LONGRUN(On.BEST_SERVER, LongRunBenchmark::new),
    APPROVAL(On.BEST_SERVER, ApprovalBenchmark::new);

    /** Which Temporal servers it is run on; the best is the one most like production that can be had. */
    enum On {
        NO_SERVER,
        BEST_SERVER,
        EVERY_SERVER
    }

    private final On on;
    private final Supplier<Benchmark> benchmark;

    Suite(On on, Supplier<Benchmark> benchmark) {
        this.on = on;
        this.benchmark = benchmark;
    }

    On on() {
        return on;
    }

    Benchmark benchmark() {
        return benchmark.get();
    }
}
