package dev.ratchet.worker.attack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratchet.activities.approval.ApprovalBuilder;
import dev.ratchet.activities.approval.ApprovalKeys;
import dev.ratchet.activities.approval.Approvals;
import dev.ratchet.activities.attestation.AttestationKeys;
import dev.ratchet.worker.attack.Intruder.Answer;
import dev.ratchet.worker.dev.DemoInbox;
import dev.ratchet.worker.dev.Installation;
import dev.ratchet.worker.dev.SampleInvoices;
import dev.ratchet.worker.dev.WorkerProcess;
import dev.ratchet.workflows.agent.Budget;
import dev.ratchet.workflows.agent.Progress;
import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.Fact;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.ModelActivities.Data;
import dev.ratchet.workflows.contract.ModelActivities.Question;
import dev.ratchet.workflows.contract.ModelTier;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.Approval;
import dev.ratchet.workflows.contract.effect.ApprovalActivities.Closing;
import dev.ratchet.workflows.contract.effect.ApprovalActivities.Opening;
import dev.ratchet.workflows.contract.effect.ApprovalRequest;
import dev.ratchet.workflows.contract.effect.Authorization;
import dev.ratchet.workflows.contract.effect.EffectActivities.Request;
import dev.ratchet.workflows.contract.effect.Intent;
import dev.ratchet.workflows.contract.effect.Permission;
import dev.ratchet.workflows.contract.effect.ProposedEffect;
import dev.ratchet.workflows.contract.invoice.Booking;
import dev.ratchet.workflows.contract.invoice.BooksActivities.Consultation;
import dev.ratchet.workflows.contract.invoice.BooksActivities.Query;
import dev.ratchet.workflows.contract.invoice.BooksFacts;
import dev.ratchet.workflows.contract.invoice.DocumentReading;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import dev.ratchet.workflows.contract.invoice.JournalEntry;
import dev.ratchet.workflows.contract.record.RunRecord;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.invoice.InvoiceWorkflow;
import dev.ratchet.workflows.run.RunRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What somebody brings about who can only reach Temporal: nothing but what a genuine document, brought in by a known person,
 * says. The intruder has a worker and workflows of their own, and calls the activities of a product's worker process.
 */
@Tag("slow")
class ForgedRunsTest {
    private static final TenantId TENANT = TenantId.DEFAULT;

    @TempDir
    static Path folder;

    private static Installation product;
    private static WorkerProcess worker;
    private static WorkerFactory intruder;

    @BeforeAll
    static void start() throws Exception {
        product = Installation.start(folder, true, Map.of());
        worker = product.worker();
        intruder = WorkerFactory.newInstance(product.client());
        Worker worker = intruder.newWorker(Intruder.TASK_QUEUE);
        worker.registerWorkflowImplementationTypes(
                Intruder.Impl.class, Intruder.ImitatorImpl.class, Intruder.ImpostorImpl.class);
        intruder.start();
    }

    @AfterAll
    static void stop() throws Exception {
        intruder.shutdownNow();
        worker.close();
        product.close();
    }

    // ---- the intruder's tools

    private static Answer call(String workflowId, String activity, Object argument) {
        return product.client()
                .newWorkflowStub(
                        Intruder.class,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(workflowId)
                                .setTaskQueue(Intruder.TASK_QUEUE)
                                .build())
                .call(activity, CanonicalJson.tree(argument));
    }

    private static <T> T answered(Answer answer, Class<T> type) {
        assertThat(answer.failed()).isNull();
        return CanonicalJson.read(answer.value().toString(), type);
    }

    private static String code(Answer answer) {
        JsonNode value = answer.value();
        return value == null
                ? String.valueOf(answer.failed())
                : value.path("code").asText(value.toString());
    }

    private static RunRef run(DocumentRef document) {
        return new RunRef(InvoiceWorkflow.workflowId(document.tenant(), document.digest()), "a run of mine");
    }

    /** Balanced, small, of a real supplier, for a document that is not there. */
    private static JournalEntry ghost(String number, long gross) {
        return new JournalEntry(
                TENANT,
                InvoiceFacts.Kind.INVOICE,
                "KERZENDORF",
                number,
                LocalDate.of(2026, 11, 21),
                "EUR",
                Digest.of("no such document " + number),
                null,
                null,
                List.of(
                        new JournalEntry.Line("expenses:purchases:KERZENDORF", gross),
                        new JournalEntry.Line("liabilities:payable:MALLORY", -gross)));
    }

    private static Permission permission(Intent intent) {
        return new Permission(intent.digest(), true, null, "within-ceiling", Digest.of("rules of mine"), null);
    }

    private static Attested<Permission> forged(RunRef run, Intent intent) {
        return AttestationKeys.generate().attest("permission", TENANT, run.workflowId(), permission(intent));
    }

    private static Authorization grant(Intent intent) {
        return new Authorization.PolicyGrant(intent.digest(), "within-ceiling", "1", Digest.of("rules of mine"));
    }

    private static RunSummary waiting(RunRef run, Digest intent, Money amount, Fact... subject) {
        return new RunSummary(
                TENANT,
                run,
                "invoice",
                "harmless.xml",
                "somebody",
                List.of(subject),
                amount,
                RunStatus.WAITING,
                "WAITING",
                "CONSENT",
                "OVER_LIMIT",
                "please sign",
                List.of(new Finding("OVER_LIMIT", "default", "please sign")),
                "HUMAN",
                "needs-a-person",
                "default",
                null,
                new RunSummary.Waiting("controller", intent, Instant.now().plus(Duration.ofDays(1)), 3),
                null,
                0,
                0);
    }

    /** A genuine document that needs consent, read and consulted as any run would, by the intruder's own workflow. */
    private record Genuine(DocumentRef document, RunRef run, Attested<DocumentReading> reading, Consultation found) {
        JournalEntry entry() {
            InvoiceFacts facts = ((DocumentReading.Structured) reading.value()).facts();
            return Booking.of(document, facts, found.consulted().books(), null).orElseThrow();
        }

        Attested<Permission> permission() {
            return found.consulted().permission();
        }
    }

    private static Genuine genuine(int sample) throws IOException {
        return genuine(SampleInvoices.ubl(sample));
    }

    private static Genuine genuine(byte[] ubl) throws IOException {
        DocumentRef document = product.bringIn(ubl, "jonas.petri");
        RunRef run = run(document);
        Attested<DocumentReading> reading = CanonicalJson.read(
                CanonicalJson.tree(answered(call(run.workflowId(), "DocumentRead", document), JsonNode.class)),
                Attested.class,
                DocumentReading.class);
        Consultation found = answered(
                call(run.workflowId(), "BooksConsult", new Query(run, document, reading, null, null, null)),
                Consultation.class);
        return new Genuine(document, run, reading, found);
    }

    private static List<ApprovalRequest> requests(RunRef run) {
        return product.requests().stream()
                .filter(request -> request.run().workflowId().equals(run.workflowId()))
                .toList();
    }

    private static long entries() {
        return product.entries();
    }

    // ---- A1: an approver is shown one thing and signs another

    @Test
    void anApproverIsNeverShownWhatTheRunSaysTheEffectIs() throws Exception {
        long before = entries();
        Genuine small = genuine(DemoInbox.document("13-valdrift-over-limit.xml"));
        Intent theft = ghost("THEFT-1", 40_000_00).intent();
        RunSummary shown =
                waiting(small.run(), theft.digest(), new Money("EUR", 10_00), new Fact("supplier", "KERZENDORF"));
        for (Attested<Permission> permission : List.of(forged(small.run(), theft), small.permission())) {
            assertThat(call(
                                    small.run().workflowId(),
                                    "ApprovalOpen",
                                    new Opening(shown, new ProposedEffect(theft, permission)))
                            .failed())
                    .startsWith("BAD_INPUT: ");
        }
        assertThat(call(small.run().workflowId(), "ApprovalOpen", new Opening(shown, null))
                        .failed())
                .startsWith("BAD_INPUT: ");
        assertThat(requests(small.run())).isEmpty();
        assertThatThrownBy(() -> product.sign(small.run().workflowId(), theft.digest(), "miriam.falk"))
                .isInstanceOf(Approvals.Refused.class);

        Intent right = small.entry().intent();
        RunSummary lies = waiting(
                small.run(),
                right.digest(),
                new Money("EUR", 10_00),
                new Fact("supplier", "A FRIEND"),
                new Fact("number", "1"));
        assertThat(call(
                                small.run().workflowId(),
                                "ApprovalOpen",
                                new Opening(lies, new ProposedEffect(right, small.permission())))
                        .failed())
                .isNull();
        assertThat(requests(small.run())).singleElement().satisfies(request -> {
            assertThat(request.run().amount())
                    .isEqualTo(new Money("EUR", small.entry().size()));
            assertThat(request.run().subject())
                    .containsExactly(
                            new Fact("supplier", "VALDRIFT"),
                            new Fact("number", small.entry().invoiceNumber()));
            assertThat(request.effect())
                    .contains(new Fact(
                            "liabilities:payable:VALDRIFT",
                            new Money("EUR", -small.entry().size()).text()));
        });
        assertThat(entries()).isEqualTo(before);
    }

    // ---- A2: a request for a document that nobody brought in

    @Test
    void whatNobodyBroughtInIsNotReadAndNotApproved() throws Exception {
        long before = entries();
        Intent intent = ghost("GHOST-2", 9_000_00).intent();
        DocumentRef nothing = new DocumentRef(TENANT, Digest.of("no such document GHOST-2"), 1_000);
        RunRef run = run(nothing);
        assertThat(call(run.workflowId(), "DocumentRead", nothing).failed()).startsWith("CONTENT_MISSING");
        assertThat(call(
                                run.workflowId(),
                                "ApprovalOpen",
                                new Opening(
                                        waiting(run, intent.digest(), new Money("EUR", 1)),
                                        new ProposedEffect(intent, forged(run, intent))))
                        .failed())
                .startsWith("BAD_INPUT: no worker attested");
        assertThatThrownBy(() -> product.sign(run.workflowId(), intent.digest(), "miriam.falk"))
                .isInstanceOfSatisfying(
                        Approvals.Refused.class, no -> assertThat(no.code()).isEqualTo("NOT_WAITING"));
        Approval approval = new ApprovalBuilder(TENANT, run, intent.digest(), "miriam.falk")
                .role("controller")
                .signedWith(ApprovalKeys.generate());
        Authorization approved = new Authorization.Approved(intent.digest(), List.of(approval));
        assertThat(code(call(
                        run.workflowId(),
                        "EffectPerform",
                        new Request(TENANT, run, intent, approved, forged(run, intent)))))
                .isEqualTo("PERMISSION_FORGED");
        assertThat(entries()).isEqualTo(before);
    }

    // ---- A3: an invented grant, an invented past

    @Test
    void anInventedGrantBooksNothing() throws Exception {
        long before = entries();
        Genuine other = genuine(102);
        for (int i = 1; i <= 3; i++) {
            Intent intent = ghost("GHOST-3-" + i, 900_00 + i).intent();
            RunRef ghostly = run(new DocumentRef(TENANT, Digest.of("no such document GHOST-3-" + i), 1));
            assertThat(code(call(
                            ghostly.workflowId(),
                            "EffectPerform",
                            new Request(TENANT, ghostly, intent, grant(intent), forged(ghostly, intent)))))
                    .isEqualTo("PERMISSION_FORGED");
            assertThat(code(call(
                            ghostly.workflowId(),
                            "EffectPerform",
                            new Request(TENANT, ghostly, intent, grant(intent), other.permission()))))
                    .isEqualTo("PERMISSION_FORGED");
            assertThat(code(call(
                            other.run().workflowId(),
                            "EffectPerform",
                            new Request(TENANT, other.run(), intent, grant(intent), other.permission()))))
                    .isEqualTo("INTENT_MISMATCH");
        }
        assertThat(entries()).isEqualTo(before);
    }

    @Test
    void aReadingThatNoWorkerMadeIsRuledByNobody() throws Exception {
        Genuine genuine = genuine(103);
        DocumentReading.Structured read =
                (DocumentReading.Structured) genuine.reading().value();
        ObjectNode dearer = (ObjectNode) CanonicalJson.tree(genuine.reading());
        ((ObjectNode) dearer.path("value").path("facts")).put("payable", 90_000).put("gross", 90_000);
        Attested<DocumentReading> altered = CanonicalJson.read(dearer, Attested.class, DocumentReading.class);
        assertThat(altered.value()).isNotEqualTo(read);
        for (Attested<DocumentReading> claim : List.of(altered, genuine(104).reading())) {
            assertThat(call(
                                    genuine.run().workflowId(),
                                    "BooksConsult",
                                    new Query(genuine.run(), genuine.document(), claim, null, null, null))
                            .failed())
                    .startsWith("BAD_INPUT: the reading of ");
        }
        RunRef others = run(new DocumentRef(TENANT, Digest.of("another"), 1));
        assertThat(call(
                                others.workflowId(),
                                "BooksConsult",
                                new Query(others, genuine.document(), genuine.reading(), null, null, null))
                        .failed())
                .startsWith("BAD_INPUT: 'run' must be that of its document");
    }

    /** What an invented run would book for a document. */
    private static JournalEntry invented(DocumentRef document) {
        return Booking.of(document, INVENTED, known(), null).orElseThrow();
    }

    private static BooksFacts known() {
        return new BooksFacts(
                BooksFacts.Supplier.KNOWN,
                "KERZENDORF",
                BooksFacts.Account.SAME,
                null,
                List.of(),
                null,
                BooksFacts.Order.NOT_REQUIRED,
                null,
                BooksFacts.Duplicate.NONE,
                null,
                BooksFacts.Correction.NOT_A_CORRECTION,
                null,
                List.of(),
                List.of(),
                1_000_00);
    }

    private static final InvoiceFacts INVENTED = new InvoiceFacts(
            InvoiceFacts.Kind.INVOICE,
            "",
            InvoiceFacts.Source.UBL,
            "PAST-1",
            LocalDate.of(2026, 11, 21),
            "EUR",
            950_00,
            0,
            950_00,
            0,
            0,
            950_00,
            null,
            List.of(),
            List.of(),
            1,
            List.of(),
            List.of(),
            List.of());

    /** As much of the genuine state as it takes. */
    private record Past(
            String phase,
            DocumentRef document,
            Attested<DocumentReading> read,
            BooksFacts books,
            Authorization authorization,
            Attested<Permission> permission,
            List<Finding> findings) {}

    /** The genuine workflow, told that it had read and been authorized already. */
    private static RunRequest withAPast(DocumentRef document) {
        Intent intent = invented(document).intent();
        DocumentReading reading = new DocumentReading.Structured(INVENTED, Digest.of("x"), List.of());
        BooksFacts books = known();
        Past state = new Past(
                "CLEARED",
                document,
                new Attested<>(reading, "made up"),
                books,
                grant(intent),
                forged(run(document), intent),
                List.of());
        Progress<Past> progress = Progress.start(
                state,
                new Budget.Amounts(
                        500, 12, 120_000, 2_000_000, Duration.ofDays(45).toMillis()),
                System.currentTimeMillis());
        return RunRequest.of(document, "past.xml", "jonas.petri")
                .carrying(new RunRequest.Carried(CanonicalJson.tree(progress), 0, null));
    }

    @Test
    void anInventedPastBooksNothing() throws Exception {
        long before = entries();
        DocumentRef document = product.bringIn(SampleInvoices.ubl(105), "jonas.petri");
        WorkflowOptions options = WorkflowOptions.newBuilder()
                .setWorkflowId(run(document).workflowId())
                .setTaskQueue(InvoiceWorkflow.TASK_QUEUE)
                .build();
        InvoiceWorkflow fresh = product.client().newWorkflowStub(InvoiceWorkflow.class, options);
        WorkflowClient.start(fresh::run, withAPast(document));
        assertThatThrownBy(() -> WorkflowStub.fromTyped(fresh).getResult(60, TimeUnit.SECONDS, RunSummary.class))
                .isInstanceOf(WorkflowFailedException.class)
                .cause()
                .isInstanceOfSatisfying(
                        ApplicationFailure.class,
                        failure -> assertThat(failure.getType()).isEqualTo("NOT_CONTINUED"));

        Intruder.Impostor impostor = product.client()
                .newWorkflowStub(
                        Intruder.Impostor.class,
                        WorkflowOptions.newBuilder(options)
                                .setTaskQueue(Intruder.TASK_QUEUE)
                                .build());
        WorkflowClient.start(impostor::become, withAPast(document));
        RunSummary settled = rested(run(document).workflowId());
        assertThat(settled.status()).isEqualTo(RunStatus.WAITING);
        assertThat(settled.code()).isEqualTo("PERMISSION_FORGED");
        product.forged(run(document).workflowId());
        assertThat(entries()).isEqualTo(before);
    }

    /** Once the impostor, who answers no such question, has become an invoice's run, and that has come to rest. */
    private static RunSummary rested(String id) {
        InvoiceWorkflow run = product.client().newWorkflowStub(InvoiceWorkflow.class, id);
        Installation.await("the run rests", () -> run.status().status() != RunStatus.RUNNING);
        return run.status();
    }

    // ---- A4: the same of another tenant

    @Test
    void aWorkerServesItsOwnTenantOnly() {
        TenantId other = new TenantId("another-tenant");
        DocumentRef theirs = new DocumentRef(other, Digest.of("theirs"), 7);
        Intent intent = ghost("THEIRS-1", 10_00).intent();
        RunRef run = run(theirs);
        for (Answer answer : List.of(
                call(run.workflowId(), "DocumentRead", theirs),
                call(
                        run.workflowId(),
                        "EffectPerform",
                        new Request(other, run, intent, grant(intent), forged(run, intent))))) {
            assertThat(answer.failed())
                    .isEqualTo("OTHER_TENANT: this worker serves the tenant 'default' and not 'another-tenant'");
        }
    }

    // ---- a workflow that speaks for another run

    @Test
    void aWorkflowSpeaksForItselfAlone() throws Exception {
        Genuine waits = genuine(DemoInbox.document("13-valdrift-over-limit.xml"));
        Intent intent = waits.entry().intent();
        Opening opening = new Opening(
                waiting(waits.run(), intent.digest(), new Money("EUR", 1)),
                new ProposedEffect(intent, waits.permission()));
        assertThat(call(waits.run().workflowId(), "ApprovalOpen", opening).failed())
                .isNull();
        Map.of(
                        "ApprovalClose", new Closing(TENANT, waits.run()),
                        "ApprovalOpen", opening,
                        "AuditRecord", new RunRecord(opening.run(), 0, null, Digest.of("a state"), List.of()),
                        "EffectPerform", new Request(TENANT, waits.run(), intent, grant(intent), waits.permission()))
                .forEach((activity, argument) -> assertThat(
                                call("a workflow of mine", activity, argument).failed())
                        .as(activity)
                        .startsWith("OTHER_RUN: the workflow 'a workflow of mine' speaks for itself"));
        assertThat(requests(waits.run())).hasSize(1);
        assertThat(call(waits.run().workflowId(), "ApprovalClose", new Closing(TENANT, waits.run()))
                        .failed())
                .isNull();
        assertThat(requests(waits.run())).isEmpty();
    }

    // ---- a question to a model, which costs money

    @Test
    void nobodyAsksAModelButARunOfItsAgentAboutWhatSomebodyBroughtIn() throws Exception {
        DocumentRef text = product.bringIn("Minutes of a meeting".getBytes(UTF_8), "anna.behrens");
        RunRef run = run(text);
        RunRef invented = run(product.plant("Nobody brought this in".getBytes(UTF_8)));
        assertThat(call("a workflow of mine", "ModelPropose", question(run, text, 100))
                        .failed())
                .startsWith("OTHER_RUN: the workflow 'a workflow of mine' speaks for itself");
        assertThat(call(run.workflowId(), "ModelPropose", question(run, text, 100))
                        .failed())
                .isEqualTo("OTHER_RUN: '" + run.workflowId() + "' of type 'Intruder' is no run of agent 'invoice'");
        assertThat(imitated(question(run, text, 100_000))).startsWith("BAD_INPUT: a question of agent 'invoice'");
        assertThat(imitated(question(invented, text, 100))).startsWith("BAD_INPUT: nobody is on record as having");
        assertThat(imitated(question(run, text, 100)))
                .as("who imitates a run in all of this is held by the budgets alone; this worker has no model")
                .startsWith("MODEL_NOT_CONFIGURED");
    }

    private static Question question(RunRef run, DocumentRef text, int mostTokens) {
        return new Question(
                TENANT,
                run,
                0,
                InvoiceWorkflow.AGENT,
                ModelTier.SMALL,
                "invoice-extract@1",
                List.of(new Data("DOCUMENT", text.digest())),
                List.of("ask_person"),
                null,
                mostTokens);
    }

    private static @Nullable String imitated(Question question) {
        return product.client()
                .newWorkflowStub(
                        Intruder.Imitator.class,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(question.run().workflowId())
                                .setTaskQueue(Intruder.TASK_QUEUE)
                                .build())
                .call("ModelPropose", CanonicalJson.tree(question))
                .failed();
    }

    // ---- and what is genuine

    @Test
    void theSameDocumentThroughTheFrontDoorIsBooked() throws Exception {
        long before = entries();
        Genuine genuine = genuine(106);
        assertThat(call(
                                genuine.run().workflowId(),
                                "EffectPerform",
                                new Request(
                                        TENANT,
                                        genuine.run(),
                                        genuine.entry().intent(),
                                        new Authorization.PolicyGrant(
                                                genuine.entry().intent().digest(),
                                                genuine.permission().value().rule(),
                                                "1",
                                                genuine.permission().value().rules()),
                                        genuine.permission()))
                        .value()
                        .path("effect")
                        .asText())
                .as("whoever asks: it is what the document says and the rules permit")
                .isEqualTo("done");
        assertThat(entries()).isEqualTo(before + 1);
    }
}
