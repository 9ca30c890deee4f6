package dev.ratchet.workflows.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.Needs;
import dev.ratchet.RealTemporal;
import dev.ratchet.TestWorkers;
import dev.ratchet.worker.replay.Golden;
import dev.ratchet.worker.replay.Listener;
import dev.ratchet.workflows.batch.BatchWorkflow;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.batch.ItemResult;
import dev.ratchet.workflows.contract.invoice.DocumentReading;
import dev.ratchet.workflows.contract.record.RunStatus;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Records the golden histories anew, on a real server, from the code as it is. Only for a change that runs in flight need
 * not survive: {@code mvn -pl worker -am test -Dtest=GoldenRecorder -Dratchet.record.golden=true}. Never part of the tests.
 */
class GoldenRecorder {
    static final Path FOLDER = Needs.root().resolve("worker/src/main/resources/golden/invoice");
    static final Path BATCHES = Needs.root().resolve("worker/src/main/resources/golden/batch");

    @ParameterizedTest
    @EnumSource
    void record(GoldenRuns run) throws IOException {
        assertThat(Boolean.getBoolean("ratchet.record.golden"))
                .as("recording replaces the golden histories; say -Dratchet.record.golden=true if you mean it")
                .isTrue();
        String[] settings = run == GoldenRuns.CONTINUED
                ? new String[] {"limit.historyCount.suggestContinueAsNew=" + GoldenRuns.FEW_EVENTS}
                : new String[0];
        try (RealTemporal temporal = RealTemporal.start(settings)) {
            record(run, temporal.client());
        }
    }

    /** Posted, refused, gone to a run of its own, a credit note, and a page that was sent again. */
    @Test
    void recordBatch() throws IOException {
        assertThat(Boolean.getBoolean("ratchet.record.golden")).isTrue();
        GroupWorld world = new GroupWorld();
        SmallWorld alone = new SmallWorld();
        Listener listener = new Listener();
        try (RealTemporal temporal = RealTemporal.start()) {
            WorkerFactory factory = WorkerFactory.newInstance(
                    temporal.client(),
                    WorkerFactoryOptions.newBuilder()
                            .setWorkerInterceptors(listener)
                            .build());
            Worker worker = factory.newWorker(InvoiceWorkflow.TASK_QUEUE, TestWorkers.options());
            Caller.register(worker);
            worker.registerActivitiesImplementations(world, alone);
            factory.start();
            String id = BatchWorkflow.workflowId(Samples.DOCUMENT.tenant(), "golden");
            WorkflowStub batch = temporal.client()
                    .newUntypedWorkflowStub(
                            "InvoiceBatch",
                            WorkflowOptions.newBuilder()
                                    .setWorkflowId(id)
                                    .setTaskQueue(InvoiceWorkflow.TASK_QUEUE)
                                    .build());
            batch.start(BatchWorkflow.Opening.of(Samples.DOCUMENT.tenant(), "sam", false));
            BatchWorkflow.Page later = InvoiceBatchWorkflowTest.page(2, 2);
            BatchWorkflow.Page page = InvoiceBatchWorkflowTest.page(1, 4);
            Digest text = page.items().get(0).document().digest();
            world.readings.put(text, document -> ItemResult.of(Samples.text()));
            alone.readings.put(text, Samples.text());
            world.readings.put(
                    page.items().get(1).document().digest(),
                    document -> ItemResult.of(new DocumentReading.Unreadable("EMPTY", "the file is empty")));
            world.readings.put(
                    page.items().get(2).document().digest(),
                    document -> ItemResult.of(new DocumentReading.Structured(
                            Samples.creditNote("CN-1"), Digest.of("invoice"), List.of())));
            batch.update("submit", BatchWorkflow.PageResult.class, page);
            batch.update("submit", BatchWorkflow.PageResult.class, later);
            batch.update("submit", BatchWorkflow.PageResult.class, later);
            batch.update("finish", BatchWorkflow.Tally.class);
            batch.getResult(BatchWorkflow.Tally.class);
            WorkflowExecutionHistory history = temporal.client().fetchHistory(id);
            new Golden("mixed", history, listener.heard(Golden.runId(history))).write(BATCHES);
            factory.shutdownNow();
        }
    }

    private static void record(GoldenRuns run, WorkflowClient client) throws IOException {
        SmallWorld world = new SmallWorld();
        Listener listener = new Listener();
        WorkerFactory factory = WorkerFactory.newInstance(
                client,
                WorkerFactoryOptions.newBuilder()
                        .setWorkerInterceptors(listener)
                        .build());
        Worker worker = factory.newWorker(InvoiceWorkflow.TASK_QUEUE, TestWorkers.options());
        Caller.register(worker);
        worker.registerActivitiesImplementations(world);
        factory.start();
        Caller caller = Caller.of(client);
        run.happen(world, caller);
        if (caller.running().status().status() != RunStatus.WAITING) {
            caller.result();
        }
        List<WorkflowExecutionHistory> chain = chain(caller);
        for (int i = 0; i < chain.size(); i++) {
            String name = chain.size() == 1 ? run.file() : run.file() + "-" + (i + 1);
            WorkflowExecutionHistory history = chain.get(i);
            assertThat(history.getEvents())
                    .as("a hiccup of this machine is no part of a golden history; record again")
                    .noneMatch(HistoryEvent::hasWorkflowTaskFailedEventAttributes)
                    .noneMatch(HistoryEvent::hasWorkflowTaskTimedOutEventAttributes);
            assertThat(listener.heard(Golden.runId(history))).isNotEmpty();
            new Golden(name, history, listener.heard(Golden.runId(history))).write(FOLDER);
        }
        factory.shutdownNow();
    }

    private static List<WorkflowExecutionHistory> chain(Caller caller) {
        String first = caller.history()
                .getEvents()
                .get(0)
                .getWorkflowExecutionStartedEventAttributes()
                .getFirstExecutionRunId();
        List<WorkflowExecutionHistory> chain = new ArrayList<>();
        String next = first;
        while (!next.isEmpty()) {
            WorkflowExecutionHistory history = caller.client().fetchHistory(caller.id(), next);
            chain.add(history);
            HistoryEvent last = history.getLastEvent();
            next = last.getWorkflowExecutionContinuedAsNewEventAttributes().getNewExecutionRunId();
        }
        return chain;
    }
}
