package dev.ratchet.workflows.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.TestTemporal;
import dev.ratchet.TestWorkers;
import dev.ratchet.workflows.agent.planner.ModelQuestion;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Fact;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.ModelActivities;
import dev.ratchet.workflows.contract.ModelTier;
import dev.ratchet.workflows.contract.Proposal;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.effect.EffectActivities;
import dev.ratchet.workflows.contract.effect.PersonDecision;
import dev.ratchet.workflows.contract.effect.Statements;
import dev.ratchet.workflows.contract.invoice.BooksFacts;
import dev.ratchet.workflows.contract.invoice.DocumentReading;
import dev.ratchet.workflows.contract.invoice.FieldReading;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.contract.record.Step;
import dev.ratchet.workflows.contract.retrieval.LookedUp;
import dev.ratchet.workflows.contract.retrieval.RetrievalActivities;
import dev.ratchet.workflows.run.Explanation;
import dev.ratchet.workflows.run.RunRequest;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
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
        temporal = TestTemporal.open();
        Worker worker = temporal.newWorker(InvoiceWorkflow.TASK_QUEUE, TestWorkers.options());
        Caller.register(worker);
        worker.registerActivitiesImplementations(world);
        temporal.start();
    }

    @AfterEach
    void stop() {
        temporal.close();
        world.records.requireRebuilt();
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

    private RunSummary submit() {
        InvoiceWorkflow run = stub();
        return WorkflowClient.executeUpdateWithStart(
                run::settled,
                UpdateOptions.<RunSummary>newBuilder()
                        .setWaitForStage(WorkflowUpdateStage.COMPLETED)
                        .build(),
                new WithStartWorkflowOperation<>(run::run, RunRequest.of(Samples.DOCUMENT, "invoice.xml", "sam")));
    }

    private InvoiceWorkflow running() {
        return temporal.getWorkflowClient().newWorkflowStub(InvoiceWorkflow.class, ID);
    }

    private long events() {
        return temporal.getWorkflowClient().fetchHistory(ID).getEvents().size();
    }

    @Test
    void aPlainInvoiceIsPostedInOneTaskWithAtMostTwelveEvents() {
        RunSummary status = submit();
        assertThat(status.status()).isEqualTo(RunStatus.DONE);
        assertThat(status.outcome()).isEqualTo("POSTED");
        assertThat(status.receipt()).isEqualTo(new Receipt("entry", "1"));
        assertThat(status.route()).isEqualTo("DIRECT");
        assertThat(world.postings).hasSize(1);
        assertThat(world.questions).isEmpty();
        temporal.getWorkflowClient().newUntypedWorkflowStub(ID).getResult(RunSummary.class);
        assertThat(events()).isLessThanOrEqualTo(12);
        assertThat(world.records.all()).hasSize(1);
        assertThat(world.records.all().get(0).steps()).hasSize(3);
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
        run.start(RunRequest.of(Samples.DOCUMENT, "invoice.xml", "sam"));
        assertThatThrownBy(() -> run.getResult(RunSummary.class))
                .rootCause()
                .hasMessageContaining(ID)
                .hasMessageContaining("NOT_ITS_ID");
        assertThat(world.requests).isEmpty();
        assertThat(world.postings).isEmpty();
        assertThat(world.records.all()).isEmpty();
    }

    @Test
    void anApprovedInvoiceIsPostedWithAtMostFortyEvents() {
        world.books = Samples.books(0);
        RunSummary waiting = submit();
        assertThat(waiting.status()).isEqualTo(RunStatus.WAITING);
        assertThat(waiting.waiting().role()).isEqualTo("clerk");
        assertThat(world.requests).hasSize(1);
        assertThat(world.postings).isEmpty();
        RunSummary posted = running()
                .decide(new PersonDecision.Approve(
                        Samples.approval(waiting.waiting().intent(), ID, "clerk")));
        assertThat(posted.status()).isEqualTo(RunStatus.DONE);
        assertThat(world.closings).hasSize(1);
        temporal.getWorkflowClient().newUntypedWorkflowStub(ID).getResult(RunSummary.class);
        assertThat(events()).isLessThanOrEqualTo(40);
    }

    @Test
    void approvalsForSomethingElseAreTurnedAwayAndChangeNothing() {
        world.books = Samples.books(0);
        submit();
        InvoiceWorkflow run = running();
        assertThatThrownBy(
                        () -> run.decide(new PersonDecision.Approve(Samples.approval(Digest.of("other"), ID, "clerk"))))
                .isInstanceOf(WorkflowUpdateException.class)
                .hasStackTraceContaining("given for something else");
        assertThat(run.status().status()).isEqualTo(RunStatus.WAITING);
        assertThat(world.postings).isEmpty();
    }

    @Test
    void aDenialEndsTheRunWithItsReason() {
        world.books = Samples.books(0);
        RunSummary denied = running().decide(Statements.denial(submit(), "petra", "not ordered"));
        assertThat(denied.status()).isEqualTo(RunStatus.REFUSED);
        assertThat(denied.why()).contains("petra").contains("not ordered");
        assertThat(world.postings).isEmpty();
    }

    @Test
    void whatAWorkerDoesNotVerifyIsNotTakenInAndTheRunGoesOnWaiting() {
        world.books = Samples.books(0);
        RunSummary waiting = submit();
        world.refused = new EffectActivities.Refused("STATEMENT_FORGED", "nobody signed that", null);
        for (PersonDecision forged : List.of(
                Statements.denial(waiting, "petra", "no"),
                Statements.recheck(waiting, "petra"),
                new PersonDecision.Approve(Samples.approval(waiting.waiting().intent(), ID, "clerk")))) {
            assertThatThrownBy(() -> running().decide(forged))
                    .isInstanceOf(WorkflowUpdateException.class)
                    .rootCause()
                    .isInstanceOfSatisfying(
                            ApplicationFailure.class,
                            failure -> assertThat(failure.getType()).isEqualTo("STATEMENT_FORGED"));
        }
        assertThat(world.claims).hasSize(3);
        assertThat(running().status()).isEqualTo(waiting);
        assertThat(running().explain().steps()).hasSize(waiting.waiting().steps());
        world.refused = null;
        RunSummary denied = running().decide(Statements.denial(waiting, "petra", "no"));
        assertThat(denied.code()).isEqualTo("DENIED");
    }

    /** One that a run has answered is not taken again, though it was genuine. */
    @Test
    void whatWasSaidToAnEarlierRequestIsWorthNothing() {
        world.books = Samples.books(BooksFacts.Supplier.UNKNOWN, BooksFacts.Account.SAME, BooksFacts.Duplicate.NONE, 0);
        RunSummary first = submit();
        RunSummary second = running().decide(Statements.recheck(first, "petra"));
        assertThat(second.waiting().steps()).isGreaterThan(first.waiting().steps());
        for (PersonDecision replayed :
                List.of(Statements.recheck(first, "petra"), Statements.denial(first, "petra", "no"))) {
            assertThatThrownBy(() -> running().decide(replayed)).hasStackTraceContaining("STATEMENT_MISMATCH");
        }
        assertThat(running().status()).isEqualTo(second);
        assertThat(world.claims).hasSize(1);
    }

    @Test
    void nobodyDecidingInTimeEndsTheRun() {
        world.books = Samples.books(0);
        submit();
        temporal.sleep(Duration.ofDays(22));
        RunSummary ended =
                temporal.getWorkflowClient().newUntypedWorkflowStub(ID).getResult(RunSummary.class);
        assertThat(ended.code()).isEqualTo("NOBODY_DECIDED");
    }

    @Test
    void aRecheckAfterLoadingTheSupplierPosts() {
        world.books = Samples.books(BooksFacts.Supplier.UNKNOWN, BooksFacts.Account.SAME, BooksFacts.Duplicate.NONE, 0);
        RunSummary waiting = submit();
        assertThat(waiting.waiting().intent()).isNull();
        assertThat(waiting.waiting().role()).isEqualTo("controller");
        world.books = Samples.books(50_000);
        assertThat(running().decide(Statements.recheck(waiting, "petra")).status())
                .isEqualTo(RunStatus.DONE);
    }

    @Test
    void aTextWithoutModelWaitsForAPersonAndSaysSo() {
        world.reading = Samples.text();
        RunSummary waiting = submit();
        assertThat(waiting.status()).isEqualTo(RunStatus.WAITING);
        assertThat(waiting.code()).isEqualTo("MODEL_NOT_CONFIGURED");
        assertThat(waiting.route()).isEqualTo("REASON");
    }

    @Test
    void aModelsProvenFieldsArePostedUnderTheSameChecks() {
        world.reading = Samples.text();
        world.fields = new FieldReading.Proven(Samples.invoice(InvoiceFacts.Source.TEXT, 11_900), Digest.of("i"), null);
        world.model = question -> proposed("record_fields", "{\"fields\":" + json(Samples.fields()) + "}");
        assertThat(submit().status()).isEqualTo(RunStatus.DONE);
        assertThat(world.questions.get(0).legal()).containsExactly("record_fields", "ask_person");
    }

    @Test
    void anObedientModelIsRejectedThreeTimesAndThenAPersonIsAsked() {
        world.reading = Samples.text();
        world.model = question -> proposed("post_entry", "{\"intent\":\"" + Digest.of("evil") + "\"}");
        RunSummary waiting = submit();
        assertThat(waiting.status()).isEqualTo(RunStatus.WAITING);
        assertThat(waiting.code()).isEqualTo("NOT_LEGAL_NOW");
        assertThat(world.questions).hasSize(3);
        assertThat(world.questions.get(1).rejection()).isEqualTo("NOT_LEGAL_NOW");
        assertThat(world.questions)
                .extracting(ModelActivities.Question::tier)
                .containsExactly(ModelTier.SMALL, ModelTier.SMALL, ModelTier.LARGE);
        assertThat(running().explain().steps())
                .extracting(Step::planner)
                .contains("model small scripted", "model large scripted");
        assertThat(world.postings).isEmpty();
    }

    private static Proposal fields() {
        return new Proposal("record_fields", "{\"fields\":" + json(Samples.fields()) + "}");
    }

    private static FieldReading provenFields() {
        return new FieldReading.Proven(Samples.invoice(InvoiceFacts.Source.TEXT, 11_900), Digest.of("i"), null);
    }

    @Test
    void aPersonFinishesATextThatNoModelReads() {
        world.reading = Samples.text();
        RunSummary waiting = submit();
        assertThat(running().explain().actions())
                .filteredOn(Explanation.ActionNow::personMay)
                .extracting(Explanation.ActionNow::action)
                .containsExactly("record_fields");
        world.fields = provenFields();
        RunSummary done = running().decide(Statements.proposal(waiting, "petra", fields()));
        assertThat(done.outcome()).isEqualTo("POSTED");
        assertThat(world.proofs).singleElement().satisfies(request -> {
            assertThat(request.said().person()).isEqualTo("petra");
            assertThat(request.fields()).isNull();
        });
        assertThat(running().explain().steps())
                .filteredOn(step -> step.proposal().equals("record_fields"))
                .extracting(Step::planner)
                .containsExactly("person petra");
        assertThat(world.postings).hasSize(1);
    }

    @Test
    void whatTheDocumentDisprovesAndWhatTheGateRejectsIsToldAndNothingIsCounted() {
        world.reading = Samples.text();
        RunSummary waiting = submit();
        world.fields = new FieldReading.Unproven(
                List.of(new Finding("TOTAL_GROSS", "gross", "Net 100.00 and VAT 19.00 are not 120.00.")));
        for (int time = 0; time < 5; time++) {
            waiting = running().decide(Statements.proposal(waiting, "petra", fields()));
            assertThat(waiting.status()).isEqualTo(RunStatus.WAITING);
            assertThat(waiting.code()).isEqualTo("NOT_TAKEN");
            assertThat(waiting.findings()).extracting(Finding::code).contains("TOTAL_GROSS", "MODEL_NOT_CONFIGURED");
        }
        for (Proposal wrong : List.of(
                new Proposal("record_fields", "{\"fields\":{}}"),
                new Proposal("record_fields", "{}"),
                new Proposal("post_entry", "{\"intent\":\"" + Digest.of("evil") + "\"}"),
                new Proposal("ask_person", "{\"reason\":\"CANNOT_PROCEED\"}"),
                new Proposal("choose_relation", "{\"relation\":\"REPLACES\"}"),
                new Proposal("transfer", "{}"))) {
            waiting = running().decide(Statements.proposal(waiting, "petra", wrong));
            assertThat(waiting.status()).as(wrong.name()).isEqualTo(RunStatus.WAITING);
            assertThat(waiting.why()).startsWith("what petra proposed was not taken: ");
        }
        assertThat(running().explain().budget())
                .filteredOn(line -> line.resource().equals("rejections"))
                .allSatisfy(line -> assertThat(line.spent()).isZero());
        assertThat(world.postings).isEmpty();
        world.fields = provenFields();
        assertThat(running()
                        .decide(Statements.proposal(waiting, "petra", fields()))
                        .outcome())
                .isEqualTo("POSTED");
    }

    @Test
    void aPersonCorrectsWhatAModelReadWhileConsentIsAskedFor() {
        world.reading = Samples.text();
        world.fields = provenFields();
        world.books = Samples.books(100);
        world.model = question -> proposed("record_fields", "{\"fields\":" + json(Samples.fields()) + "}");
        RunSummary consent = submit();
        assertThat(consent.waiting().intent()).isNotNull();
        world.fields = new FieldReading.Proven(
                Samples.invoice(InvoiceFacts.Source.TEXT, 23_800),
                Digest.of("j"),
                new FieldReading.Vouched("petra", List.of("gross")));
        RunSummary again = running().decide(Statements.proposal(consent, "petra", fields()));
        assertThat(again.waiting().intent()).isNotEqualTo(consent.waiting().intent());
        assertThat(again.findings()).extracting(Finding::code).contains("SAID_BY_PERSON");
        assertThat(world.questions).hasSize(1);
        running().decide(Statements.denial(again, "petra", "enough"));
    }

    @Test
    void whereNothingIsOpenToAPersonAProposalIsRefusedAtOnce() {
        world.books = Samples.books(0);
        RunSummary waiting = submit();
        Explanation before = running().explain();
        assertThatThrownBy(() -> running().decide(Statements.proposal(waiting, "petra", fields())))
                .rootCause()
                .hasMessageContaining("NOTHING_TO_PROPOSE");
        assertThat(running().explain().steps()).isEqualTo(before.steps());
        assertThat(world.claims).as("no activity was asked").isEmpty();
        running().decide(Statements.denial(waiting, "petra", "enough"));
    }

    @Test
    void whatTheDocumentDisprovedTwiceGoesToTheLargeTier() {
        world.reading = Samples.text();
        world.fields = new FieldReading.Unproven(List.of(new Finding("NOT_SHOWN", "gross", "not in the text")));
        world.model = question -> proposed("record_fields", "{\"fields\":" + json(Samples.fields()) + "}");
        assertThat(submit().code()).isEqualTo("NOT_SHOWN");
        assertThat(world.questions)
                .extracting(ModelActivities.Question::tier)
                .containsExactly(ModelTier.SMALL, ModelTier.SMALL, ModelTier.LARGE);
    }

    private static ApplicationFailure tierDown() {
        return ApplicationFailure.newBuilder()
                .setType("MODEL_TIER_DOWN")
                .setMessage("no model of the tier small can be asked now")
                .setNextRetryDelay(Duration.ofSeconds(30))
                .build();
    }

    @Test
    void aTierThatComesBackIsAskedWithoutAPersonAndLeavesNoTraceButTime() {
        world.reading = Samples.text();
        world.fields = new FieldReading.Proven(Samples.invoice(InvoiceFacts.Source.TEXT, 11_900), Digest.of("i"), null);
        world.model = question -> {
            if (world.questions.size() <= 10) {
                throw tierDown();
            }
            return proposed("record_fields", "{\"fields\":" + json(Samples.fields()) + "}");
        };
        long from = temporal.currentTimeMillis();
        WorkflowClient.start(stub()::run, RunRequest.of(Samples.DOCUMENT, "invoice.txt", "sam"));
        RunSummary done =
                temporal.getWorkflowClient().newUntypedWorkflowStub(ID).getResult(RunSummary.class);
        assertThat(done.outcome()).isEqualTo("POSTED");
        assertThat(Duration.ofMillis(temporal.currentTimeMillis() - from))
                .isGreaterThanOrEqualTo(Duration.ofMinutes(5));
        assertThat(events()).isLessThan(40);
    }

    @Test
    void aTierThatStaysDownLongerThanTheRunsPatienceIsAPersonsMatterAndNoFailure() {
        world.reading = Samples.text();
        world.model = question -> {
            throw tierDown();
        };
        WorkflowClient.start(stub()::run, RunRequest.of(Samples.DOCUMENT, "invoice.txt", "sam"));
        temporal.sleep(ModelQuestion.USUAL_PATIENCE.minusMinutes(1));
        assertThat(running().status().status()).isEqualTo(RunStatus.RUNNING);
        temporal.sleep(Duration.ofMinutes(2));
        RunSummary waiting = running().status();
        assertThat(waiting.status()).isEqualTo(RunStatus.WAITING);
        assertThat(waiting.code()).isEqualTo("MODEL_TIER_DOWN");
    }

    @Test
    void explainSaysWhatIsLegalAndWhyTheRestIsNotAllowed() {
        world.books = Samples.books(0);
        submit();
        Explanation explanation = running().explain();
        assertThat(explanation.actions()).hasSize(8);
        assertThat(explanation.actions())
                .filteredOn(action -> action.whyNotAllowed() == null)
                .extracting(Explanation.ActionNow::action)
                .containsExactly("request_approval");
        assertThat(explanation.rulings()).hasSize(2);
        assertThat(explanation.steps()).hasSize(2);
    }

    @Test
    void aDifferenceIsLookedUpAndItsTermsAreShownToWhoDecides() {
        world.reading = Samples.structured(Samples.differing(Samples.lineDifference()));
        world.books = Samples.books(0);
        world.library = Samples::contractFound;
        RunSummary waiting = submit();
        assertThat(waiting.waiting().role()).isEqualTo("clerk");
        assertThat(world.lookUps)
                .as("in words that an activity chose of the stored invoice")
                .containsExactly(new RetrievalActivities.Search(
                        Samples.DOCUMENT.tenant(),
                        Digest.of("words for " + Digest.of("invoice") + " on PO-7"),
                        List.of(),
                        3,
                        null));
        Explanation explanation = running().explain();
        assertThat(explanation.facts()).contains(new Fact("terms", "0123456789abcdef/1/4, page 2"));
        RetrievalActivities.Search asked = world.lookUps.get(0);
        assertThat(explanation.lookedUp()).isEqualTo(LookedUp.of(asked.query(), Samples.contractFound(asked)));
        assertThat(explanation.steps()).extracting(Step::proposal).containsSubsequence("look_up_terms");
        RunSummary posted = running()
                .decide(new PersonDecision.Approve(
                        Samples.approval(waiting.waiting().intent(), ID, "clerk")));
        assertThat(posted.outcome()).isEqualTo("POSTED");
        assertThat(world.lookUps).hasSize(1);
    }

    @Test
    void aLibraryThatIsOutIsAskedThreeTimesAndTheRunGoesOnAsBefore() {
        world.reading = Samples.structured(Samples.differing(Samples.lineDifference()));
        world.books = Samples.books(0);
        world.library = wanted -> {
            throw new IllegalStateException("no index");
        };
        RunSummary waiting = submit();
        assertThat(waiting.status()).isEqualTo(RunStatus.WAITING);
        assertThat(waiting.waiting().intent()).isNotNull();
        assertThat(world.lookUps).hasSize(3);
        assertThat(running().explain().facts())
                .anySatisfy(fact -> assertThat(fact.value()).startsWith("no terms found; the library could not"));
    }

    @Test
    void withoutADifferenceTheLibraryIsNotAsked() {
        world.books = Samples.books(0);
        submit();
        assertThat(world.lookUps).isEmpty();
    }

    @Test
    void aDocumentThatIsGoneFailsTheRunSoThatItCanBeStartedAgain() {
        world.missing = Samples.DOCUMENT.digest();
        RunSummary failed = submit();
        assertThat(failed.status()).isEqualTo(RunStatus.FAILED);
        assertThat(failed.code()).isEqualTo("CONTENT_MISSING");
        assertThatThrownBy(() ->
                        temporal.getWorkflowClient().newUntypedWorkflowStub(ID).getResult(RunSummary.class))
                .rootCause()
                .hasMessageContaining("CONTENT_MISSING");
        assertThat(world.records.all())
                .singleElement()
                .satisfies(record -> assertThat(record.summary().status()).isEqualTo(RunStatus.FAILED));
        world.missing = null;
        assertThat(submit().outcome()).isEqualTo("POSTED");
    }

    @Test
    void aDocumentThatContradictsItselfIsRefused() {
        world.reading = new DocumentReading.Structured(
                Samples.invoice(), Digest.of("i"), List.of(new Finding("LINE_SUM", "BT-106", "wrong")));
        RunSummary refused = submit();
        assertThat(refused.status()).isEqualTo(RunStatus.REFUSED);
        assertThat(refused.code()).isEqualTo("LINE_SUM");
    }

    private static ModelActivities.Answer proposed(String name, String arguments) {
        return new ModelActivities.Proposed(
                new Proposal(name, arguments),
                Digest.of("completion"),
                new ModelActivities.Usage("scripted", "scripted", 100, 0, 20, 0));
    }

    private static String json(Object value) {
        return CanonicalJson.of(value);
    }
}
