package dev.ratchet.workflows.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.TestWorkers;
import dev.ratchet.workflows.contract.BooksFacts;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentReading;
import dev.ratchet.workflows.contract.FieldReading;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.InvoiceFacts;
import dev.ratchet.workflows.contract.ModelActivities;
import dev.ratchet.workflows.contract.Proposal;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Approve;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Deny;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Request;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Standing;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Status;
import dev.ratchet.workflows.temporal.Converters;
import dev.ratchet.workflows.temporal.RunView;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkflowImplementationOptions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The invoice workflow against an in-memory Temporal that skips time. */
class InvoiceWorkflowTest {
    private static final String ID = InvoiceWorkflow.workflowId(Samples.DOCUMENT.tenant(), Samples.DOCUMENT.digest());

    private final SmallWorld world = new SmallWorld();
    private TestWorkflowEnvironment temporal;

    @BeforeEach
    void start() {
        TestEnvironmentOptions.Builder options = TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(Converters.dataConverter())
                        .build());
        RunView.SEARCH_ATTRIBUTES.forEach(key -> options.registerSearchAttribute(
                key.getName(),
                key == RunView.AMOUNT
                        ? IndexedValueType.INDEXED_VALUE_TYPE_INT
                        : IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
        temporal = TestWorkflowEnvironment.newInstance(options.build());
        Worker worker = temporal.newWorker(InvoiceWorkflow.TASK_QUEUE, TestWorkers.options());
        var router = InvoiceAgent.router();
        worker.registerWorkflowImplementationFactory(
                InvoiceWorkflow.class,
                values -> new InvoiceWorkflowImpl(values.get(0, Request.class), router),
                WorkflowImplementationOptions.newBuilder().build());
        worker.registerActivitiesImplementations(world);
        temporal.start();
    }

    @AfterEach
    void stop() {
        temporal.close();
    }

    private InvoiceWorkflow stub() {
        return temporal.getWorkflowClient()
                .newWorkflowStub(
                        InvoiceWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(ID)
                                .setTaskQueue(InvoiceWorkflow.TASK_QUEUE)
                                .setWorkflowIdConflictPolicy(
                                        io.temporal.api.enums.v1.WorkflowIdConflictPolicy
                                                .WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                                .build());
    }

    private Status submit() {
        InvoiceWorkflow run = stub();
        return WorkflowClient.executeUpdateWithStart(
                run::settled,
                UpdateOptions.<Status>newBuilder()
                        .setWaitForStage(WorkflowUpdateStage.COMPLETED)
                        .build(),
                new WithStartWorkflowOperation<>(run::run, Request.of(Samples.DOCUMENT, "invoice.xml", "sam")));
    }

    private InvoiceWorkflow running() {
        return temporal.getWorkflowClient().newWorkflowStub(InvoiceWorkflow.class, ID);
    }

    private long events() {
        return temporal.getWorkflowClient().fetchHistory(ID).getEvents().size();
    }

    @Test
    void aPlainInvoiceIsPostedInOneTaskWithAtMostTwelveEvents() {
        Status status = submit();
        assertThat(status.standing()).isEqualTo(Standing.POSTED);
        assertThat(status.entry()).isEqualTo(1);
        assertThat(status.route()).isEqualTo("DIRECT");
        assertThat(world.postings).hasSize(1);
        assertThat(world.questions).isEmpty();
        temporal.getWorkflowClient().newUntypedWorkflowStub(ID).getResult(Status.class);
        assertThat(events()).isLessThanOrEqualTo(12);
        assertThat(world.accounts).hasSize(1);
        assertThat(world.accounts.get(0).steps()).hasSize(3);
    }

    @Test
    void aRunUnderTheIdOfAnotherDocumentDoesNothing() {
        String another = InvoiceWorkflow.workflowId(Samples.DOCUMENT.tenant(), Digest.of("another document"));
        var run = temporal.getWorkflowClient()
                .newUntypedWorkflowStub(
                        "Invoice",
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(another)
                                .setTaskQueue(InvoiceWorkflow.TASK_QUEUE)
                                .build());
        run.start(Request.of(Samples.DOCUMENT, "invoice.xml", "sam"));
        assertThatThrownBy(() -> run.getResult(Status.class))
                .rootCause()
                .hasMessageContaining(ID)
                .hasMessageContaining("NOT_ITS_ID");
        assertThat(world.requests).isEmpty();
        assertThat(world.postings).isEmpty();
        assertThat(world.accounts).isEmpty();
    }

    @Test
    void anApprovedInvoiceIsPostedWithAtMostFortyEvents() {
        world.books = Samples.books(0);
        Status waiting = submit();
        assertThat(waiting.standing()).isEqualTo(Standing.WAITING);
        assertThat(waiting.waitingFor()).isEqualTo("clerk");
        assertThat(world.requests).hasSize(1);
        assertThat(world.postings).isEmpty();
        Status posted = running().decide(new Approve(Samples.approval(waiting.intent(), ID, "clerk")));
        assertThat(posted.standing()).isEqualTo(Standing.POSTED);
        assertThat(world.closings).hasSize(1);
        temporal.getWorkflowClient().newUntypedWorkflowStub(ID).getResult(Status.class);
        assertThat(events()).isLessThanOrEqualTo(40);
    }

    @Test
    void approvalsForSomethingElseAreTurnedAwayAndChangeNothing() {
        world.books = Samples.books(0);
        submit();
        InvoiceWorkflow run = running();
        assertThatThrownBy(() -> run.decide(new Approve(Samples.approval(Digest.of("other"), ID, "clerk"))))
                .isInstanceOf(WorkflowUpdateException.class)
                .hasStackTraceContaining("given for something else");
        assertThat(run.status().standing()).isEqualTo(Standing.WAITING);
        assertThat(world.postings).isEmpty();
    }

    @Test
    void aDenialEndsTheRunWithItsReason() {
        world.books = Samples.books(0);
        submit();
        Status denied = running().decide(new Deny("petra", "not ordered"));
        assertThat(denied.standing()).isEqualTo(Standing.REFUSED);
        assertThat(denied.why()).contains("petra").contains("not ordered");
        assertThat(world.postings).isEmpty();
    }

    @Test
    void nobodyDecidingInTimeEndsTheRun() {
        world.books = Samples.books(0);
        submit();
        temporal.sleep(Duration.ofDays(22));
        Status ended = temporal.getWorkflowClient().newUntypedWorkflowStub(ID).getResult(Status.class);
        assertThat(ended.code()).isEqualTo("NOBODY_DECIDED");
    }

    @Test
    void aRecheckAfterLoadingTheSupplierPosts() {
        world.books = Samples.books(BooksFacts.Supplier.UNKNOWN, BooksFacts.Account.SAME, BooksFacts.Duplicate.NONE, 0);
        Status waiting = submit();
        assertThat(waiting.intent()).isNull();
        assertThat(waiting.waitingFor()).isEqualTo("controller");
        world.books = Samples.books(50_000);
        assertThat(running().recheck("petra").standing()).isEqualTo(Standing.POSTED);
    }

    @Test
    void aTextWithoutModelWaitsForAPersonAndSaysSo() {
        world.reading = Samples.text();
        Status waiting = submit();
        assertThat(waiting.standing()).isEqualTo(Standing.WAITING);
        assertThat(waiting.code()).isEqualTo("MODEL_NOT_CONFIGURED");
        assertThat(waiting.route()).isEqualTo("REASON");
    }

    @Test
    void aModelsProvenFieldsArePostedUnderTheSameChecks() {
        world.reading = Samples.text();
        world.fields = new FieldReading.Proven(Samples.invoice(InvoiceFacts.Source.TEXT, 11_900), Digest.of("i"));
        world.model = question -> proposed("record_fields", "{\"fields\":" + json(Samples.fields()) + "}");
        assertThat(submit().standing()).isEqualTo(Standing.POSTED);
        assertThat(world.questions.get(0).legal()).containsExactly("record_fields", "ask_person");
    }

    @Test
    void anObedientModelIsRejectedThreeTimesAndThenAPersonIsAsked() {
        world.reading = Samples.text();
        world.model = question -> proposed("post_entry", "{\"intent\":\"" + Digest.of("evil") + "\"}");
        Status waiting = submit();
        assertThat(waiting.standing()).isEqualTo(Standing.WAITING);
        assertThat(waiting.code()).isEqualTo("NOT_LEGAL_NOW");
        assertThat(world.questions).hasSize(3);
        assertThat(world.questions.get(1).rejection()).isEqualTo("NOT_LEGAL_NOW");
        assertThat(world.postings).isEmpty();
    }

    @Test
    void explainSaysWhatIsLegalAndWhyTheRestIsBarred() {
        world.books = Samples.books(0);
        submit();
        InvoiceWorkflow.Explanation explanation = running().explain();
        assertThat(explanation.actions()).hasSize(6);
        assertThat(explanation.actions())
                .filteredOn(action -> action.barred() == null)
                .extracting(InvoiceWorkflow.Explanation.ActionNow::action)
                .containsExactly("request_approval");
        assertThat(explanation.rulings()).hasSize(2);
        assertThat(explanation.steps()).hasSize(2);
    }

    @Test
    void aRunThatIsRecheckedForeverContinuesAsNewAndStillAnswers() {
        world.books = Samples.books(BooksFacts.Supplier.UNKNOWN, BooksFacts.Account.SAME, BooksFacts.Duplicate.NONE, 0);
        submit();
        String first = world.queries.get(0).run().runId();
        for (int i = 0; i < 60; i++) {
            assertThat(running().recheck("petra").standing()).isEqualTo(Standing.WAITING);
        }
        assertThat(world.queries).extracting(query -> query.run().runId()).containsOnly(first);
        List<Integer> numbers = world.accounts.stream()
                .flatMap(account -> account.steps().stream())
                .map(step -> step.number())
                .toList();
        assertThat(numbers).doesNotHaveDuplicates().isSorted();
        assertThat(running().decide(new Deny("petra", "enough")).standing()).isEqualTo(Standing.REFUSED);
    }

    @Test
    void aDocumentThatIsGoneFailsTheRunSoThatItCanBeStartedAgain() {
        world.reading = new DocumentReading.Structured(
                Samples.invoice(), Digest.of("i"), List.of(new Finding("LINE_SUM", "BT-106", "wrong")));
        assertThat(submit().standing()).isEqualTo(Standing.REFUSED);
    }

    private static ModelActivities.Answer proposed(String name, String arguments) {
        return new ModelActivities.Proposed(
                new Proposal(name, arguments),
                Digest.of("completion"),
                new ModelActivities.Usage("scripted", 100, 20, 0));
    }

    private static String json(Object value) {
        try {
            return Converters.json().writeValueAsString(value);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
