package dev.ratchet.worker;

import dev.ratchet.worker.deployment.DeploymentVersion;
import dev.ratchet.worker.health.Readiness;
import dev.ratchet.worker.interceptor.ActivityInterceptors;
import dev.ratchet.worker.lifecycle.Polls;
import dev.ratchet.worker.restart.WorkQueue;
import dev.ratchet.worker.sizing.Sizing;
import dev.ratchet.worker.sizing.Slots;
import dev.ratchet.worker.temporal.TemporalConnection;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker that takes tasks until it is closed; closing lets what runs finish. */
public final class RunningWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningWorker.class);

    /**
     * How long what was interrupted may take to release what it holds: a call its reservation, a writer its lease. The SDK
     * itself waits five seconds for heartbeats before it interrupts an activity.
     */
    private static final Duration INTERRUPTED = Duration.ofSeconds(10);

    /** A queue with work ends its polls one after another; when none has ended for so long, none is about to. */
    private static final Duration QUIET = Duration.ofSeconds(3);

    private static final Duration SETTLING = Duration.ofSeconds(15);

    private final WorkerFactory factory;
    private final Polls polls;
    private final Readiness readiness;
    private final AutoCloseable upkeep;
    private final Duration grace;
    private volatile boolean stopping;

    private RunningWorker(
            WorkerFactory factory, Polls polls, Readiness readiness, AutoCloseable upkeep, Duration grace) {
        this.factory = factory;
        this.polls = polls;
        this.readiness = readiness;
        this.upkeep = upkeep;
        this.grace = grace;
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
        boolean usual = capabilities.config().poison().queue() == WorkQueue.USUAL;
        capabilities
                .agents()
                .register(factory, usual ? shared(sizing, capabilities) : () -> Slots.oneAtATime(sizing), capabilities);
        Upkeep upkeep = new Upkeep(temporal, capabilities);
        if (usual) {
            upkeep.register(factory);
        }
        temporal.polls().accept();
        factory.start();
        return new RunningWorker(
                factory,
                temporal.polls(),
                new Readiness(Map.of("the database", capabilities.database()::answers, "Temporal", temporal::healthy)),
                usual ? upkeep.start() : () -> {},
                capabilities.config().lifecycle().grace());
    }

    /** The queue for poison pills is of no deployment: whoever is started for it takes what is there, of whatever build. */
    private static Supplier<WorkerOptions> shared(Sizing sizing, Capabilities capabilities) {
        Slots slots = new Slots(
                sizing,
                capabilities.config().database().connections(),
                capabilities.agents().registrations().size());
        DeploymentVersion version = capabilities.config().version();
        return () -> version.on(slots.worker());
    }

    /** Why it cannot take tasks now; empty when it can. */
    public Optional<String> notReady() {
        if (stopping || !factory.isStarted() || factory.isShutdown()) {
            return Optional.of("the worker is stopping");
        }
        return readiness.notReady();
    }

    /** Breaks off what runs, if it is stopping or not; does not wait for it. */
    public void hurry() {
        polls.refuse();
        factory.shutdownNow();
    }

    /**
     * Takes no more tasks, lets what runs come to its end within the grace period, and interrupts what has not: that is
     * then done again elsewhere.
     */
    @Override
    public void close() {
        stopping = true;
        closeUpkeep();
        long began = System.nanoTime();
        factory.suspendPolling();
        settle();
        factory.shutdown();
        factory.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS);
        if (!factory.isTerminated()) {
            LOG.warn(
                    "what still runs after {} seconds is broken off, and done again by another worker",
                    grace.toSeconds());
            factory.shutdownNow();
            factory.awaitTermination(INTERRUPTED.toMillis(), TimeUnit.MILLISECONDS);
        }
        LOG.info(
                "{} after {} ms",
                factory.isTerminated() ? "nothing runs any more" : "something does not end",
                Duration.ofNanos(System.nanoTime() - began).toMillis());
    }

    /** Returns soon when it is hurried: that ends all polls. */
    private void settle() {
        polls.refuse();
        try {
            LOG.info("{} polls without a task end with the worker", polls.settled(QUIET, SETTLING));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeUpkeep() {
        try {
            upkeep.close();
        } catch (Exception e) {
            throw new IllegalStateException("what removes prompts and completions cannot be stopped", e);
        }
    }
}
