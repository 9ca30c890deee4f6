package dev.ratchet;

import io.temporal.worker.WorkerOptions;

/** Workers in tests: with the real worker's patience for a machine that is busy. */
public final class TestWorkers {
    private TestWorkers() {}

    public static WorkerOptions options() {
        return WorkerOptions.newBuilder()
                .setDefaultDeadlockDetectionTimeout(5_000)
                .build();
    }
}
