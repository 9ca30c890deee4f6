package dev.ratchet.worker.sizing;

import io.temporal.worker.WorkerOptions;
import io.temporal.worker.tuning.CompositeTuner;
import io.temporal.worker.tuning.FixedSizeSlotSupplier;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the Workers of one process share, one Worker for each task queue: together they do no more at once than
 * {@link Sizing} says, and one that is idle leaves what it could do to the others. Made once for a process.
 *
 * <ul>
 *   <li>Workflow tasks: {@link WorkflowTaskSlots}.
 *   <li>Local activities are not polled for, so an idle queue holds none of their slots, and the SDK's own can be shared.
 *       Queues that want one take turns.
 *   <li>Activities: a poll keeps its slot until it finds one. To lend it as for workflow tasks would be wrong: an activity
 *       that waited in this process would use up its time, minutes perhaps, without a heartbeat. Instead there are fewer
 *       polls where there are many queues, see {@link Sizing#activityPollers}.
 * </ul>
 */
public final class Slots {
    private final int queues;
    private final AtomicInteger workers = new AtomicInteger();
    private final WorkerOptions options;

    /**
     * @param connections of the database's pool
     * @param queues task queues of this process
     */
    public Slots(Sizing sizing, int connections, int queues) {
        if (sizing.activities() < queues) {
            throw new IllegalArgumentException(sizing.activities() + " activities at once (RATCHET_ACTIVITIES_AT_ONCE)"
                    + " are too few for " + queues + " task queues: the poll of each holds one");
        }
        this.queues = queues;
        this.options = WorkerOptions.newBuilder()
                .setUsingVirtualThreads(sizing.virtualThreads())
                .setWorkerTuner(new CompositeTuner(
                        new WorkflowTaskSlots(Sizing.WORKFLOW_TASKS),
                        new FixedSizeSlotSupplier<>(sizing.activities()),
                        new FixedSizeSlotSupplier<>(Sizing.localActivities(connections)),
                        // the SDK wants to be told; there is no Nexus here
                        new FixedSizeSlotSupplier<>(1)))
                // Numbers that are set keep pollers from scaling themselves, which WorkflowTaskSlots could not bear.
                .setMaxConcurrentWorkflowTaskPollers(Sizing.POLLERS)
                .setMaxConcurrentActivityTaskPollers(sizing.activityPollers(queues))
                .setAllowActivityHeartbeatDuringShutdown(true)
                .setDefaultDeadlockDetectionTimeout(Sizing.DEADLOCK_MILLIS)
                .build();
    }

    /** For a Worker whose tasks may take the process with them: one at a time, so that little else goes with it. */
    public static WorkerOptions oneAtATime(Sizing sizing) {
        return WorkerOptions.newBuilder()
                .setUsingVirtualThreads(sizing.virtualThreads())
                .setMaxConcurrentActivityExecutionSize(1)
                .setMaxConcurrentLocalActivityExecutionSize(1)
                // the SDK wants two, one of them for runs that are in its cache
                .setMaxConcurrentWorkflowTaskExecutionSize(2)
                .setMaxConcurrentWorkflowTaskPollers(2)
                .setMaxConcurrentActivityTaskPollers(1)
                .setAllowActivityHeartbeatDuringShutdown(true)
                .setDefaultDeadlockDetectionTimeout(Sizing.DEADLOCK_MILLIS)
                .build();
    }

    /**
     * For one Worker.
     *
     * @throws IllegalStateException when there are more Workers than there were to be queues
     */
    public WorkerOptions worker() {
        if (workers.incrementAndGet() > queues) {
            throw new IllegalStateException("more Workers than the " + queues + " task queues that share these slots");
        }
        return options;
    }
}
