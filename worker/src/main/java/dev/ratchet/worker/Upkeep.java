package dev.ratchet.worker;

import dev.ratchet.activities.library.Pulse;
import dev.ratchet.activities.operation.ExpirySweep;
import dev.ratchet.activities.operation.PostgresOperationLog;
import dev.ratchet.activities.reconciliation.PostgresRecordedStandings;
import dev.ratchet.worker.operations.OperationActivitiesImpl;
import dev.ratchet.worker.operations.Schedules;
import dev.ratchet.worker.poison.PoisonQueue;
import dev.ratchet.worker.reconciliation.Reconciler;
import dev.ratchet.worker.restart.Restarts;
import dev.ratchet.worker.temporal.TemporalConnection;
import dev.ratchet.workflows.contract.operations.Operation;
import dev.ratchet.workflows.gateway.operations.ReconcileReport;
import dev.ratchet.workflows.operations.OperationWorkflow;
import dev.ratchet.workflows.operations.OperationWorkflowImpl;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.schedules.ScheduleException;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the installation does about itself: by Temporal's schedules, or by this process where the server keeps none. */
final class Upkeep {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

    /** One of each kind at a time, and room for one that was begun by hand. */
    private static final WorkerOptions FEW = WorkerOptions.newBuilder()
            .setMaxConcurrentActivityExecutionSize(4)
            .setMaxConcurrentWorkflowTaskExecutionSize(4)
            .setMaxConcurrentLocalActivityExecutionSize(1)
            .setMaxConcurrentActivityTaskPollers(1)
            .setMaxConcurrentWorkflowTaskPollers(2)
            .setAllowActivityHeartbeatDuringShutdown(true)
            .build();

    private final WorkflowClient client;
    private final Capabilities capabilities;
    private final WorkerConfig config;

    /** Of the runs that this connection reaches. */
    Upkeep(TemporalConnection temporal, Capabilities capabilities) {
        this.client = temporal.client();
        this.capabilities = capabilities;
        this.config = capabilities.config();
    }

    /** Before the factory starts. */
    void register(WorkerFactory factory) {
        Worker worker = factory.newWorker(OperationWorkflow.TASK_QUEUE, FEW);
        worker.registerWorkflowImplementationTypes(OperationWorkflowImpl.class);
        worker.registerActivitiesImplementations(activities());
    }

    /** Returns what removes prompts and completions in this process where no schedule does. */
    AutoCloseable start() {
        try {
            schedules().ensure();
            return () -> {};
        } catch (Schedules.NoSchedule e) {
            LOG.info("{}; this process removes prompts and completions by itself", e.getMessage());
        } catch (ScheduleException | StatusRuntimeException e) {
            LOG.warn(
                    "the schedules cannot be made now, so this process removes prompts and completions: {}",
                    e.getMessage());
        }
        return ModelRetention.start(
                capabilities.modelTexts(), config.tenant(), config.modelUse().retentionDays());
    }

    /** Compares runs with record and books. */
    Reconciler reconciler() {
        return new Reconciler(
                client,
                config.tenant(),
                capabilities.agents().registrations(),
                new PostgresRecordedStandings(capabilities.database()),
                capabilities.verifier(),
                capabilities.agents().performing(),
                restarts(),
                capabilities.approvals());
    }

    /** Runs that took their workers with them. */
    PoisonQueue poisonQueue() {
        return new PoisonQueue(
                client,
                config.tenant(),
                capabilities.agents().registrations(),
                restarts(),
                capabilities.approvals(),
                log(),
                config.poison());
    }

    Schedules schedules() {
        return new Schedules(client, config.tenant(), log());
    }

    /** Behind the schedules. */
    private OperationActivitiesImpl activities() {
        Reconciler reconciler = reconciler();
        ExpirySweep expired = new ExpirySweep(capabilities.database());
        int days = config.modelUse().retentionDays();
        return new OperationActivitiesImpl(
                Map.of(
                        Operation.Kind.RECONCILE,
                        tenant -> told(reconciler.reconcile(Instant.now().minus(Reconciler.LOOK_BACK), false, null)),
                        Operation.Kind.RETENTION,
                        tenant -> capabilities.modelTexts().purge(tenant, Duration.ofDays(days))
                                + " prompts and completions were older than " + days + " days and are gone",
                        Operation.Kind.EXPIRY,
                        tenant -> {
                            ExpirySweep.Swept swept = expired.sweep(tenant);
                            return swept.requests() + " requests and " + swept.reservations()
                                    + " reservations were over and are gone";
                        }),
                log(),
                Pulse.of(capabilities.heartbeats()));
    }

    private static String told(ReconcileReport found) {
        return found.count() + " differences in " + found.runs() + " runs and " + found.batches() + " batches, "
                + found.count(ReconcileReport.Standing.LEFT) + " of them for a person; books of "
                + found.books().entries() + " entries, head "
                + found.books().head().text()
                + (found.books().findings().isEmpty()
                        ? ", fit"
                        : ", do not fit: " + String.join(", ", found.books().findings()));
    }

    private Restarts restarts() {
        return new Restarts(
                client,
                config.tenant(),
                capabilities.agents().registrations(),
                capabilities.contents(),
                capabilities.approvals());
    }

    private PostgresOperationLog log() {
        return new PostgresOperationLog(capabilities.database());
    }
}
