package dev.ratchet.workflows.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.TestTemporal;
import dev.ratchet.TestWorkers;
import dev.ratchet.workflows.agent.RecordedRuns;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.Fact;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.evaluation.EvaluationActivities;
import dev.ratchet.workflows.contract.evaluation.EvaluationRequest;
import dev.ratchet.workflows.contract.evaluation.EvaluationRequest.Kind;
import dev.ratchet.workflows.contract.record.AuditActivities;
import dev.ratchet.workflows.contract.record.RunRecord;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.run.RunRequest;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The evaluation workflow against an in-memory Temporal that skips time. */
class EvaluationWorkflowTest {
    private final World world = new World();
    private TestWorkflowEnvironment temporal;

    /** What each step answers is set by the test; what it was asked is kept. */
    public static final class World implements EvaluationActivities, AuditActivities {
        volatile int questions = 60;
        volatile Kind kind = Kind.RETRIEVAL;
        volatile long cost;
        final List<Chunk> searched = new CopyOnWriteArrayList<>();
        final List<Chunk> asked = new CopyOnWriteArrayList<>();
        final List<Measurements> written = new CopyOnWriteArrayList<>();
        final RecordedRuns<EvaluationState, EvaluationObservation> records = new RecordedRuns<>(new EvaluationAgent());

        @Override
        public Opening open(Task task) {
            return new Opened(kind, questions, "test@1");
        }

        @Override
        public Measured search(Chunk chunk) {
            searched.add(chunk);
            return measured(chunk);
        }

        @Override
        public Measured ask(Chunk chunk) {
            asked.add(chunk);
            return measured(chunk);
        }

        private Measured measured(Chunk chunk) {
            return new Measured(
                    chunk.from(), chunk.count(), Digest.of("part " + chunk.from()), cost * chunk.count(), cost);
        }

        @Override
        public Written write(Measurements all) {
            written.add(all);
            return new Written(Digest.of("results"), Digest.of("report"), "good");
        }

        @Override
        public void record(RunRecord record) {
            records.add(record);
        }
    }

    @BeforeEach
    void start() {
        temporal = TestTemporal.open();
        Worker worker = temporal.newWorker(EvaluationWorkflow.TASK_QUEUE, TestWorkers.options());
        EvaluationRegistration.of().register(worker);
        worker.registerActivitiesImplementations(world);
        temporal.start();
    }

    @AfterEach
    void stop() {
        temporal.close();
        world.records.requireRebuilt();
    }

    private RunSummary run(Kind kind, @Nullable Long budget) {
        JsonNode input =
                CanonicalJson.tree(new EvaluationRequest(kind, "nightly", null, Digest.of("cases"), budget, List.of()));
        DocumentRef intake = new DocumentRef(TenantId.DEFAULT, CanonicalJson.digest(input), 100);
        RunRequest request = new RunRequest(intake, input, "nightly", "sam", null, null);
        world.kind = kind;
        return temporal.getWorkflowClient()
                .newWorkflowStub(
                        EvaluationWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(request.workflowId(EvaluationWorkflow.AGENT))
                                .setTaskQueue(EvaluationWorkflow.TASK_QUEUE)
                                .build())
                .run(request);
    }

    @Test
    void eachQuestionIsMeasuredOnceAndEachPartNamesTheOneBefore() {
        RunSummary ended = run(Kind.RETRIEVAL, null);
        assertThat(ended.outcome()).isEqualTo("MEASURED");
        assertThat(ended.receipt().id())
                .isEqualTo(
                        Digest.of("results").hex() + "/" + Digest.of("report").hex());
        assertThat(ended.subject()).contains(new Fact("measured", "60 of 60"));
        assertThat(world.searched)
                .extracting(chunk -> chunk.from() + "+" + chunk.count())
                .containsExactly("0+25", "25+25", "50+10");
        assertThat(world.searched)
                .extracting(EvaluationActivities.Chunk::before)
                .containsExactly(null, Digest.of("part 0"), Digest.of("part 25"));
        assertThat(world.written).singleElement().satisfies(all -> {
            assertThat(all.results()).isEqualTo(Digest.of("part 50"));
            assertThat(all.stopped()).isNull();
            assertThat(all.task().submitter()).isEqualTo("sam");
        });
        assertThat(world.asked).isEmpty();
    }

    @Test
    void aBudgetThatIsUsedUpStopsAndReportsWhatWasMeasured() {
        world.cost = 2_000;
        RunSummary ended = run(Kind.ANSWERS, 9_000L);
        assertThat(ended.outcome()).isEqualTo("MEASURED");
        assertThat(ended.code()).isEqualTo("BUDGET_USED_UP");
        assertThat(world.asked)
                .extracting(chunk -> chunk.from() + "+" + chunk.count())
                .containsExactly("0+1", "1+3");
        assertThat(world.written).singleElement().satisfies(all -> {
            assertThat(all.results()).isEqualTo(Digest.of("part 1"));
            assertThat(all.stopped().code()).isEqualTo("BUDGET_USED_UP");
        });
    }

    @Test
    void anInputThatWasNotUploadedIsNoRequest() {
        JsonNode input = CanonicalJson.tree(
                new EvaluationRequest(Kind.RETRIEVAL, "nightly", null, Digest.of("cases"), null, List.of()));
        DocumentRef other = new DocumentRef(TenantId.DEFAULT, Digest.of("another"), 100);
        RunRequest request = new RunRequest(other, input, "nightly", "sam", null, null);
        WorkflowStub run = temporal.getWorkflowClient()
                .newUntypedWorkflowStub(
                        EvaluationWorkflow.TYPE,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(request.workflowId(EvaluationWorkflow.AGENT))
                                .setTaskQueue(EvaluationWorkflow.TASK_QUEUE)
                                .build());
        run.start(request);
        assertThatThrownBy(() -> run.getResult(RunSummary.class))
                .rootCause()
                .hasMessageContaining("not the JSON that was uploaded");
        assertThat(world.searched).isEmpty();
    }

    @Test
    void thousandsOfQuestionsStaySmall() {
        world.questions = 5_000;
        assertThat(run(Kind.RETRIEVAL, null).outcome()).isEqualTo("MEASURED");
        assertThat(world.searched).hasSize(200);
    }
}
