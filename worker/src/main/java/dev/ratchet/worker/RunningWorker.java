package dev.ratchet.worker;

import dev.ratchet.worker.health.Readiness;
import dev.ratchet.worker.interceptor.ActivityInterceptors;
import dev.ratchet.worker.sizing.Sizing;
import dev.ratchet.worker.sizing.Slots;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A worker that takes tasks until it is closed; closing lets what runs finish. */
public final class RunningWorker implements AutoCloseable {
    /** A little more than the longest model call (Timeouts: 170 seconds). */
    private static final long DRAIN_SECONDS = 200;

    private final WorkerFactory factory;
    private final Readiness readiness;
    private final AutoCloseable upkeep;
    private volatile boolean stopping;

    private RunningWorker(WorkerFactory factory, Readiness readiness, AutoCloseable upkeep) {
        this.factory = factory;
        this.readiness = readiness;
        this.upkeep = upkeep;
    }

    /** Does as much at once as {@link Sizing} says, all agents together. */
    public static RunningWorker start(TemporalConnection temporal, Capabilities capabilities) {
        Sizing sizing = capabilities.config().sizing();
        WorkerFactory factory = WorkerFactory.newInstance(
                temporal.client(),
                WorkerFactoryOptions.newBuilder(sizing.factory())
                        .setWorkerInterceptors(
                                ActivityInterceptors.of(capabilities.config().tenant()))
                        .build());
        Slots slots = new Slots(
                sizing,
                capabilities.config().database().connections(),
                capabilities.agents().registrations().size());
        capabilities.agents().register(factory, slots::worker, capabilities);
        Upkeep.register(factory, temporal, capabilities);
        factory.start();
        return new RunningWorker(
                factory,
                new Readiness(Map.of("the database", capabilities.database()::answers, "Temporal", temporal::healthy)),
                Upkeep.start(temporal, capabilities));
    }

    /** Why it cannot take tasks now; empty when it can. */
    public Optional<String> notReady() {
        if (stopping || !factory.isStarted() || factory.isShutdown()) {
            return Optional.of("the worker is stopping");
        }
        return readiness.notReady();
    }

    @Override
    public void close() {
        stopping = true;
        closeUpkeep();
        factory.shutdown();
        factory.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS);
    }

    private void closeUpkeep() {
        try {
            upkeep.close();
        } catch (Exception e) {
            throw new IllegalStateException("what removes prompts and completions cannot be stopped", e);
        }
    }
}
