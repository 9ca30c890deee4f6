package dev.ratchet.worker;

import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A worker that takes tasks until it is closed; closing lets what runs finish. */
public final class RunningWorker implements AutoCloseable {
    /** A little more than the longest model call (Stubs: three minutes). */
    private static final long DRAIN_SECONDS = 200;

    /**
     * The SDK's second is too short for a process that has just started, with a batch waiting and its classes not yet
     * loaded: it then breaks off tasks that would have succeeded, and they are done again.
     */
    private static final long DEADLOCK_MILLIS = 5_000;

    private final WorkerFactory factory;
    private final TemporalConnection temporal;
    private volatile boolean stopping;

    private RunningWorker(WorkerFactory factory, TemporalConnection temporal) {
        this.factory = factory;
        this.temporal = temporal;
    }

    /** Virtual threads where the runtime has them stable (JDK 21). */
    public static RunningWorker start(TemporalConnection temporal, Capabilities capabilities) {
        boolean virtual = Runtime.version().feature() >= 21;
        WorkerFactory factory = WorkerFactory.newInstance(
                temporal.client(),
                WorkerFactoryOptions.newBuilder()
                        .setUsingVirtualWorkflowThreads(virtual)
                        .build());
        WorkerOptions options = WorkerOptions.newBuilder()
                .setUsingVirtualThreads(virtual)
                .setAllowActivityHeartbeatDuringShutdown(true)
                .setDefaultDeadlockDetectionTimeout(DEADLOCK_MILLIS)
                .build();
        Agents.register(factory, options, capabilities.activities());
        factory.start();
        return new RunningWorker(factory, temporal);
    }

    /** Why it cannot take tasks now; empty when it can. */
    public Optional<String> notReady() {
        if (stopping || !factory.isStarted() || factory.isShutdown()) {
            return Optional.of("the worker is stopping");
        }
        return temporal.healthy() ? Optional.empty() : Optional.of("Temporal does not answer");
    }

    @Override
    public void close() {
        stopping = true;
        factory.shutdown();
        factory.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS);
    }
}
