package dev.ratchet.worker;

import dev.ratchet.worker.operations.Schedules;
import dev.ratchet.workflows.operations.OperationWorkflow;
import dev.ratchet.workflows.operations.OperationWorkflowImpl;
import io.grpc.StatusRuntimeException;
import io.temporal.client.schedules.ScheduleException;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
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

    private Upkeep() {}

    /** Before the factory starts. */
    static void register(WorkerFactory factory, TemporalConnection temporal, Capabilities capabilities) {
        Worker worker = factory.newWorker(OperationWorkflow.TASK_QUEUE, FEW);
        worker.registerWorkflowImplementationTypes(OperationWorkflowImpl.class);
        worker.registerActivitiesImplementations(capabilities.operations(temporal.client()));
    }

    /** Returns what removes prompts and completions in this process where no schedule does. */
    static AutoCloseable start(TemporalConnection temporal, Capabilities capabilities) {
        try {
            capabilities.schedules(temporal.client()).ensure();
            return () -> {};
        } catch (Schedules.NoSchedule e) {
            LOG.info("{}; this process removes prompts and completions by itself", e.getMessage());
        } catch (ScheduleException | StatusRuntimeException e) {
            LOG.warn(
                    "the schedules cannot be made now, so this process removes prompts and completions: {}",
                    e.getMessage());
        }
        return ModelRetention.start(
                capabilities.modelTexts(),
                capabilities.config().tenant(),
                capabilities.config().modelUse().retentionDays());
    }
}
