package dev.ratchet.workflows.qa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.TestTemporal;
import dev.ratchet.TestWorkers;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Proposal;
import dev.ratchet.workflows.contract.qa.QaRequest;
import dev.ratchet.workflows.contract.qa.QuestionKind;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.contract.retrieval.RetrievalActivities;
import dev.ratchet.workflows.run.RunRequest;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The answering workflow against an in-memory Temporal that skips time. */
class QaWorkflowTest {
    private static final String ID = QaSamples.REQUEST.workflowId(QaWorkflow.AGENT);

    private final QaWorld world = new QaWorld();
    private TestWorkflowEnvironment temporal;

    @BeforeEach
    void start() {
        temporal = TestTemporal.open();
        Worker worker = temporal.newWorker(QaWorkflow.TASK_QUEUE, TestWorkers.options());
        QaRegistration.of().register(worker);
        worker.registerActivitiesImplementations(world);
        temporal.start();
    }

    @AfterEach
    void stop() {
        temporal.close();
        world.records.requireRebuilt();
    }

    private RunSummary ask(RunRequest request) {
        QaWorkflow run = temporal.getWorkflowClient()
                .newWorkflowStub(
                        QaWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(request.workflowId(QaWorkflow.AGENT))
                                .setTaskQueue(QaWorkflow.TASK_QUEUE)
                                .setWorkflowIdConflictPolicy(
                                        io.temporal.api.enums.v1.WorkflowIdConflictPolicy
                                                .WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                                .build());
        return WorkflowClient.executeUpdateWithStart(
                run::settled,
                UpdateOptions.<RunSummary>newBuilder()
                        .setWaitForStage(WorkflowUpdateStage.COMPLETED)
                        .build(),
                new WithStartWorkflowOperation<>(run::run, request));
    }

    private int events() {
        temporal.getWorkflowClient().newUntypedWorkflowStub(ID).getResult(RunSummary.class);
        return temporal.getWorkflowClient().fetchHistory(ID).getEvents().size();
    }

    private void modelSays(String... arguments) {
        for (String each : arguments) {
            world.proposals.add(new Proposal("propose_answer", each));
        }
    }

    @Test
    void aModelsAnswerThatThePassagesBearOutIsGiven() {
        modelSays(QaSamples.ANSWER);
        world.judgements.add(QaSamples.grounded(0, null));
        RunSummary ended = ask(QaSamples.REQUEST);
        assertThat(ended.status()).isEqualTo(RunStatus.DONE);
        assertThat(ended.outcome()).isEqualTo("ANSWERED");
        assertThat(ended.receipt().id()).isEqualTo(QaSamples.ANSWER_TEXT.hex());
        assertThat(ended.route()).isEqualTo("REASON");
        assertThat(ended.bundle()).isNotNull();
        assertThat(world.proposed).hasSize(1);
        assertThat(world.searches)
                .containsExactly(new RetrievalActivities.Search(
                        QaSamples.INTAKE.tenant(),
                        QaSamples.question(QuestionKind.OPEN, false).text(),
                        List.of(),
                        12,
                        null));
    }

    @Test
    void theConfigurationThatIsAskedForSearches() {
        world.judgements.add(QaSamples.grounded(0, null));
        modelSays(QaSamples.ANSWER);
        ask(QaSamples.request(new QaRequest("How heavy is the pump?", List.of(), null, "bm25@1", null)));
        assertThat(world.searches).singleElement().returns("bm25@1", RetrievalActivities.Search::configuration);
    }

    @Test
    void twoAnswersThatAreNotEndInWhatWasFound() {
        modelSays(QaSamples.ANSWER, QaSamples.ANSWER, QaSamples.ANSWER);
        world.judgements.add(QaSamples.ungrounded("NUMBER_NOT_CITED"));
        world.judgements.add(QaSamples.ungrounded("NAME_NOT_CITED"));
        RunSummary ended = ask(QaSamples.REQUEST);
        assertThat(ended.outcome()).isEqualTo("ABSTAINED");
        assertThat(ended.code()).isEqualTo("NAME_NOT_CITED");
        assertThat(ended.receipt().id()).isEqualTo(QaSamples.FOUND_TEXT.hex());
        assertThat(world.questions).hasSize(2);
        assertThat(world.questions.get(1).rejection()).isEqualTo("NUMBER_NOT_CITED");
    }

    @Test
    void aLookUpThatASentenceAnswersAsksNoModelAndIsOneTask() {
        world.route = "RETRIEVE";
        world.judgements.add(QaSamples.grounded(0, null));
        assertThat(ask(QaSamples.REQUEST).code()).isEqualTo("EXTRACTED");
        assertThat(world.questions).isEmpty();
        assertThat(events()).isLessThanOrEqualTo(14);
    }

    @Test
    void aConfirmedAnswerNeedsNoSearch() {
        world.route = "DIRECT";
        world.known = true;
        world.judgements.add(QaSamples.grounded(0, "petra"));
        assertThat(ask(QaSamples.REQUEST).code()).isEqualTo("VERIFIED");
        assertThat(world.searches).isEmpty();
    }

    @Test
    void withoutAModelItSaysSoAndShowsWhatWasFound() {
        RunSummary ended = ask(QaSamples.REQUEST);
        assertThat(ended.outcome()).isEqualTo("ABSTAINED");
        assertThat(ended.code()).isEqualTo("MODEL_NOT_CONFIGURED");
    }

    @Test
    void outOfScopeIsRefused() {
        world.route = "REFUSE";
        assertThat(ask(QaSamples.REQUEST).status()).isEqualTo(RunStatus.REFUSED);
        assertThat(world.searches).isEmpty();
    }

    @Test
    void anInputThatWasNotUploadedIsNoRequest() {
        RunRequest other = new RunRequest(
                QaSamples.INTAKE,
                CanonicalJson.tree(new QaRequest("Another?", List.of(), null, null)),
                "a question",
                "sam",
                null,
                null);
        WorkflowStub run = temporal.getWorkflowClient()
                .newUntypedWorkflowStub(
                        QaWorkflow.TYPE,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(ID)
                                .setTaskQueue(QaWorkflow.TASK_QUEUE)
                                .build());
        run.start(other);
        assertThatThrownBy(() -> run.getResult(RunSummary.class))
                .rootCause()
                .hasMessageContaining("not the JSON that was uploaded");
        assertThat(world.searches).isEmpty();
    }
}
