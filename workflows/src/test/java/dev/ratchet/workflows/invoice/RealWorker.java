package dev.ratchet.workflows.invoice;

import dev.ratchet.RealTemporal;
import dev.ratchet.TestWorkers;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.util.concurrent.TimeUnit;

/** A worker in this process for a {@link RealTemporal}, with a {@link SmallWorld} behind its activities. */
record RealWorker(WorkerFactory factory, SmallWorld world) implements AutoCloseable {

    static RealWorker on(RealTemporal temporal) {
        SmallWorld world = new SmallWorld();
        WorkerFactory factory = WorkerFactory.newInstance(temporal.client());
        Worker worker = factory.newWorker(InvoiceWorkflow.TASK_QUEUE, TestWorkers.options());
        Caller.register(worker);
        worker.registerActivitiesImplementations(world);
        factory.start();
        return new RealWorker(factory, world);
    }

    @Override
    public void close() {
        factory.shutdownNow();
        factory.awaitTermination(10, TimeUnit.SECONDS);
    }
}
