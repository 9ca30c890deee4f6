package dev.ratchet.bench;

import dev.ratchet.worker.Agents;
import dev.ratchet.worker.ActivitiesOf;
import dev.ratchet.worker.Capabilities;
import dev.ratchet.worker.RunningWorker;
import dev.ratchet.worker.temporal.TemporalConnection;
import dev.ratchet.worker.WorkerConfig;
import dev.ratchet.worker.WorkerMain;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.util.concurrent.CountDownLatch;

/** A process with the product's worker and, on a task queue beside it, the hand-written workflow. */
final class SingleWorker {
    static final String READY = "both are ready";

    private SingleWorker() {}

    public static void main(String[] args) throws Exception {
        WorkerMain.logEverythingInOnePlace();
        Capabilities capabilities = Capabilities.open(WorkerConfig.from(System.getenv()), Agents.PRODUCT);
        TemporalConnection temporal = TemporalConnection.open(TemporalConnection.profile());
        capabilities.warmFully();
        RunningWorker ours = RunningWorker.start(temporal, capabilities);
        WorkerFactory other = handWritten(temporal, ActivitiesOf.all(capabilities));
        other.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            other.shutdownNow();
            ours.close();
        }));
        System.out.println(READY);
        new CountDownLatch(1).await();
    }

    private static WorkerFactory handWritten(TemporalConnection temporal, Object[] activities) {
        boolean virtual = Runtime.version().feature() >= 21;
        WorkerFactory factory = WorkerFactory.newInstance(
                temporal.client(),
                WorkerFactoryOptions.newBuilder()
                        .setUsingVirtualWorkflowThreads(virtual)
                        .build());
        Worker worker = factory.newWorker(
                HandWrittenInvoice.TASK_QUEUE,
                WorkerOptions.newBuilder()
                        .setUsingVirtualThreads(virtual)
                        .setDefaultDeadlockDetectionTimeout(5_000)
                        .build());
        worker.registerWorkflowImplementationTypes(HandWrittenInvoiceImpl.class);
        worker.registerActivitiesImplementations(activities);
        return factory;
    }
}
