package dev.ratchet.bench;

import dev.ratchet.worker.temporal.TemporalConnection;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whether the thousandth step of a run costs what the tenth did, in milliseconds and in bytes of history. */
final class LongRunBenchmark implements Benchmark {
    private static final String QUEUE = "bench-longrun";
    private static final int STEPS = 1_000;

    /** Steps around the one that is asked about, for one step alone is noise. */
    private static final int AROUND = 4;

    @Override
    public List<Result> run(Place place) throws Exception {
        int runs = Math.max(3, place.seconds() / 4);
        ToyActivitiesImpl toys = new ToyActivitiesImpl();
        try (TemporalConnection temporal = place.connect()) {
            WorkerFactory factory = WorkerFactory.newInstance(temporal.client());
            Worker worker = factory.newWorker(QUEUE);
            worker.registerWorkflowImplementationTypes(LongRunImpl.class);
            worker.registerActivitiesImplementations(toys);
            factory.start();
            try {
                once(temporal.client(), "warm");
                List<Map<Integer, Long>> stamps = new ArrayList<>();
                List<WorkflowExecution> executions = new ArrayList<>();
                for (int i = 0; i < runs; i++) {
                    WorkflowExecution execution = once(temporal.client(), "run-" + i);
                    executions.add(execution);
                    stamps.add(toys.stamps(execution.getWorkflowId()));
                }
                return results(place, temporal.client(), stamps, executions);
            } finally {
                factory.shutdownNow();
            }
        }
    }

    private static WorkflowExecution once(WorkflowClient client, String name) {
        LongRun run = client.newWorkflowStub(
                LongRun.class,
                WorkflowOptions.newBuilder()
                        .setWorkflowId("longrun/" + System.nanoTime() + "/" + name)
                        .setTaskQueue(QUEUE)
                        .build());
        WorkflowExecution execution = WorkflowClient.start(run::run, STEPS, null);
        int done = client.newUntypedWorkflowStub(execution.getWorkflowId()).getResult(Integer.class);
        if (done != STEPS) {
            throw new IllegalStateException("a long run ends after " + STEPS + " steps, not " + done);
        }
        return execution;
    }

    private static List<Result> results(
            Place place, WorkflowClient client, List<Map<Integer, Long>> stamps, List<WorkflowExecution> executions) {
        String on = place.server();
        List<List<HistoryEvent>> histories = Histories.of(client, executions.get(0));
        Map<Integer, Long> bytes = bytes(histories);
        double biggest = histories.stream().mapToLong(Histories::bytes).max().orElse(0) / 1e6;
        return List.of(
                Result.of("long run, step 1,000", on, millis(stamps, STEPS - AROUND - 1), "ms")
                        .against("step 10", millis(stamps, 10))
                        .should(Target.ratioAtMost(1.2)),
                Result.of("long run, step 100", on, millis(stamps, 100), "ms").against("step 10", millis(stamps, 10)),
                Result.of("long run, step 1,000", on, around(bytes, STEPS - AROUND - 1), "bytes of history")
                        .against("step 10", around(bytes, 10))
                        .should(Target.ratioAtMost(1.2)),
                Result.of("long run, step 100", on, around(bytes, 100), "bytes of history")
                        .against("step 10", around(bytes, 10)),
                Result.of("long run, biggest of " + histories.size() + " histories", on, biggest, "MB")
                        .should(Target.atMost(2.0)));
    }

    /** Median over all runs of the steps around this one. */
    private static double millis(List<Map<Integer, Long>> stamps, int step) {
        Sample sample = new Sample();
        for (Map<Integer, Long> run : stamps) {
            for (int at = step - AROUND; at <= step + AROUND; at++) {
                sample.add((run.get(at + 1) - run.get(at)) / 1e6);
            }
        }
        return sample.median();
    }

    private static double around(Map<Integer, Long> bytes, int step) {
        Sample sample = new Sample();
        for (int at = step - AROUND; at <= step + AROUND; at++) {
            sample.add(bytes.get(at));
        }
        return sample.median();
    }

    /** What came into the history from one step's activity to the next one's. */
    private static Map<Integer, Long> bytes(List<List<HistoryEvent>> histories) {
        Map<Integer, Long> bytes = new TreeMap<>();
        int step = 0;
        for (List<HistoryEvent> history : histories) {
            for (HistoryEvent event : history) {
                if (event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED) {
                    step++;
                }
                bytes.merge(step, (long) event.getSerializedSize(), Long::sum);
            }
        }
        return bytes;
    }
}
