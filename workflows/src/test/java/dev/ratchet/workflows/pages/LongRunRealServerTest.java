package dev.ratchet.workflows.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.RealTemporal;
import dev.ratchet.TestWorkers;
import dev.ratchet.workflows.agent.RecordedRuns;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.ModelActivities;
import dev.ratchet.workflows.contract.Proposal;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.ApprovalActivities;
import dev.ratchet.workflows.contract.record.AuditActivities;
import dev.ratchet.workflows.contract.record.RunRecord;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.run.RunRequest;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkflowImplementationOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run of many turns, each of which asks a model and a tool, leaves as many bytes in Temporal at its end as at its beginning. */
@Tag("slow")
class LongRunRealServerTest {
    private static final DocumentRef DOCUMENT =
            new DocumentRef(TenantId.DEFAULT, Digest.of("a document of many pages"), 24);

    /** Of all histories of a run together. */
    private static final long MOST_BYTES = 2_000_000;

    /** Of what a run hands to the one that goes on with it: its latest 40 steps and its state. */
    private static final long MOST_OF_A_LINK = 40_000;

    /** A number of three digits has two bytes more than one of one digit, and stands in many places of a step. */
    private static final long DIGITS = 60;

    /** A model, a tool and an audit record in memory. */
    private static final class World
            implements ModelActivities, PagesWorkflow.Pages, AuditActivities, ApprovalActivities {
        private final RecordedRuns<PagesAgent.State, PagesAgent.Seen> records = new RecordedRuns<>(new PagesAgent());

        @Override
        public Answer propose(Question question) {
            long page = question.turn() + 1;
            return new Proposed(
                    new Proposal("look", "{\"page\":" + page + "}"),
                    Digest.of("completion " + page),
                    new Usage("small-1", "a-provider/its-model-2026-11-28", 12_345, 1_024, 321, 54_321));
        }

        @Override
        public Digest look(RunRef run, int page) {
            return Digest.of("page " + page);
        }

        @Override
        public void record(RunRecord record) {
            records.add(record);
        }

        @Override
        public void open(Opening opening) {
            throw new IllegalStateException("nobody is asked");
        }

        @Override
        public void close(Closing closing) {
            throw new IllegalStateException("nobody is asked");
        }

        @Override
        public Verification verify(Claim claim) {
            throw new IllegalStateException("nobody is asked");
        }
    }

    /**
     * Bytes of events from one question to the next.
     *
     * @param work model, tool, and the workflow tasks between them
     * @param record what is left of writing the audit record, which is so every 20 steps
     * @param link end of one history and beginning of the next
     */
    private record Step(long work, long record, long link) {
        static final Step NONE = new Step(0, 0, 0);

        Step with(HistoryEvent event, boolean beforeTheFirstQuestion) {
            long bytes = event.getSerializedSize();
            if (event.hasMarkerRecordedEventAttributes()) {
                return new Step(work, record + bytes, link);
            }
            return beforeTheFirstQuestion || isFrame(event)
                    ? new Step(work, record, link + bytes)
                    : new Step(work + bytes, record, link);
        }
    }

    private static boolean isFrame(HistoryEvent event) {
        return event.hasWorkflowExecutionContinuedAsNewEventAttributes()
                || event.hasUpsertWorkflowSearchAttributesEventAttributes()
                || event.hasWorkflowExecutionCompletedEventAttributes();
    }

    @ParameterizedTest
    @ValueSource(ints = {4_096, 400})
    void theLastStepHasAsManyBytesAsTheFirst(int eventsBeforeItIsSuggestedToContinueAsNew) {
        World world = new World();
        List<List<HistoryEvent>> histories;
        try (RealTemporal temporal = RealTemporal.start(
                "limit.historyCount.suggestContinueAsNew=" + eventsBeforeItIsSuggestedToContinueAsNew)) {
            histories = run(temporal.client(), world);
        }
        List<Step> steps = steps(histories);
        long all = histories.stream()
                .flatMap(List::stream)
                .mapToLong(HistoryEvent::getSerializedSize)
                .sum();
        long longestLink = steps.stream().mapToLong(Step::link).max().orElseThrow();
        System.out.printf(
                "%5s %9s %12s %7s %8s %8s %12s%n%5d %9d %12d %7d %8d %8d %12d%n",
                "steps",
                "histories",
                "bytes in all",
                "step 1",
                "step 100",
                "step 200",
                "longest link",
                steps.size(),
                histories.size(),
                all,
                steps.get(0).work(),
                steps.get(99).work(),
                steps.get(199).work(),
                longestLink);
        assertThat(steps).hasSize(PagesAgent.PAGES);
        assertThat(histories).hasSizeGreaterThan(eventsBeforeItIsSuggestedToContinueAsNew < 4_096 ? 4 : 0);
        assertThat(all).isLessThan(MOST_BYTES);
        assertThat(steps)
                .allSatisfy(step -> assertThat(step.work())
                        .isBetween(steps.get(0).work() - DIGITS, steps.get(0).work() + DIGITS));
        assertThat(steps.stream().mapToLong(Step::record).filter(bytes -> bytes > 0))
                .hasSizeGreaterThan(7)
                .allMatch(bytes -> bytes < 500);
        assertThat(longestLink).isLessThan(MOST_OF_A_LINK);
        world.records.requireRebuilt();
    }

    private static List<List<HistoryEvent>> run(WorkflowClient client, World world) {
        WorkerFactory factory = WorkerFactory.newInstance(client);
        try {
            Worker worker = factory.newWorker(PagesWorkflow.TASK_QUEUE, TestWorkers.options());
            worker.registerWorkflowImplementationFactory(
                    PagesWorkflow.class,
                    values -> new PagesWorkflowImpl(values.get(0, RunRequest.class)),
                    WorkflowImplementationOptions.newBuilder().build());
            worker.registerActivitiesImplementations(world);
            factory.start();
            RunRequest request = RunRequest.of(DOCUMENT, "pages.txt", "sam");
            PagesWorkflow run = client.newWorkflowStub(
                    PagesWorkflow.class,
                    WorkflowOptions.newBuilder()
                            .setWorkflowId(request.workflowId(PagesWorkflow.AGENT))
                            .setTaskQueue(PagesWorkflow.TASK_QUEUE)
                            .build());
            String first = WorkflowClient.start(run::run, request).getRunId();
            assertThat(WorkflowStub.fromTyped(run).getResult(RunSummary.class).status())
                    .isEqualTo(RunStatus.DONE);
            return histories(client, request.workflowId(PagesWorkflow.AGENT), first);
        } finally {
            factory.shutdownNow();
            factory.awaitTermination(10, TimeUnit.SECONDS);
        }
    }

    private static List<List<HistoryEvent>> histories(WorkflowClient client, String id, String first) {
        List<List<HistoryEvent>> histories = new ArrayList<>();
        String next = first;
        while (!next.isEmpty()) {
            List<HistoryEvent> events = client.fetchHistory(id, next).getEvents();
            histories.add(events);
            HistoryEvent last = events.get(events.size() - 1);
            next = last.hasWorkflowExecutionContinuedAsNewEventAttributes()
                    ? last.getWorkflowExecutionContinuedAsNewEventAttributes().getNewExecutionRunId()
                    : "";
        }
        return histories;
    }

    private static List<Step> steps(List<List<HistoryEvent>> histories) {
        List<Step> steps = new ArrayList<>();
        Step now = Step.NONE;
        for (List<HistoryEvent> history : histories) {
            boolean asked = false;
            for (HistoryEvent event : history) {
                if (asks(event)) {
                    if (now.work() > 0) {
                        steps.add(now);
                    }
                    now = Step.NONE;
                    asked = true;
                }
                now = now.with(event, !asked);
            }
        }
        steps.add(now);
        return steps;
    }

    private static boolean asks(HistoryEvent event) {
        return event.hasActivityTaskScheduledEventAttributes()
                && event.getActivityTaskScheduledEventAttributes()
                        .getActivityType()
                        .getName()
                        .equals("ModelPropose");
    }
}
