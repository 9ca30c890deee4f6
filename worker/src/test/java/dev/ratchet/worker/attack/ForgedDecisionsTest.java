package dev.ratchet.worker.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.ratchet.activities.approval.ApprovalBuilder;
import dev.ratchet.activities.approval.ApprovalKeys;
import dev.ratchet.activities.approval.Approvals;
import dev.ratchet.worker.attack.Intruder.Answer;
import dev.ratchet.worker.dev.DemoInbox;
import dev.ratchet.worker.dev.Installation;
import dev.ratchet.worker.dev.WorkerProcess;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.Proposal;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.ApprovalActivities.Claim;
import dev.ratchet.workflows.contract.effect.PersonDecision;
import dev.ratchet.workflows.contract.effect.PersonStatement;
import dev.ratchet.workflows.contract.effect.PersonStatement.Kind;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.contract.record.Step;
import dev.ratchet.workflows.invoice.InvoiceWorkflow;
import dev.ratchet.workflows.run.RunRequest;
import dev.ratchet.workflows.run.UpdateRefusal;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.worker.WorkerFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What somebody who can only reach Temporal can say to a run in a person's name: nothing. Each time the run goes on waiting as it
 * waited, and its trail names nobody.
 */
@Tag("slow")
class ForgedDecisionsTest {
    private static final TenantId TENANT = TenantId.DEFAULT;
    private static final String CONTROLLER = "miriam.falk";

    @TempDir
    static Path folder;

    private static Installation product;
    private static WorkerProcess worker;
    private static WorkerFactory intruder;
    private static int documents;

    private RunSummary waiting;

    @BeforeAll
    static void start() throws Exception {
        product = Installation.start(folder, true, Map.of());
        worker = product.worker();
        intruder = WorkerFactory.newInstance(product.client());
        intruder.newWorker(Intruder.TASK_QUEUE).registerWorkflowImplementationTypes(Intruder.Impl.class);
        intruder.start();
    }

    @AfterAll
    static void stop() throws Exception {
        intruder.shutdownNow();
        worker.close();
        product.close();
    }

    /** A run that asks a controller for consent. */
    @BeforeEach
    void open() throws Exception {
        waiting = opened();
    }

    /** Nothing of what was tried is in its trail, and the person who may is heard. */
    @AfterEach
    void goesOnWaiting() throws Exception {
        List<Step> before = steps();
        assertThat(run().status()).isEqualTo(waiting);
        assertThat(before).hasSize(waiting.waiting().steps());
        PersonStatement genuine = denial(CONTROLLER);
        RunSummary denied = run().decide(said(genuine));
        assertThat(denied.status()).isEqualTo(RunStatus.REFUSED);
        assertThat(denied.why()).isEqualTo("denied by " + CONTROLLER + ": not ordered");
    }

    private static RunSummary opened() throws Exception {
        String over = new String(DemoInbox.document("13-valdrift-over-limit.xml"), StandardCharsets.UTF_8);
        return opened((over + "<!-- " + ++documents + " -->").getBytes(StandardCharsets.UTF_8));
    }

    private static RunSummary opened(byte[] bytes) throws Exception {
        DocumentRef document = product.bringIn(bytes, "jonas.petri");
        InvoiceWorkflow run = product.client()
                .newWorkflowStub(
                        InvoiceWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(InvoiceWorkflow.workflowId(TENANT, document.digest()))
                                .setTaskQueue(InvoiceWorkflow.TASK_QUEUE)
                                .build());
        WorkflowClient.start(run::run, RunRequest.of(document, "over-limit.xml", "jonas.petri"));
        RunSummary settled = run.settled();
        assertThat(settled.status()).isEqualTo(RunStatus.WAITING);
        return settled;
    }

    private InvoiceWorkflow run() {
        return product.client().newWorkflowStub(InvoiceWorkflow.class, waiting.workflowId());
    }

    private List<Step> steps() {
        return run().explain().steps();
    }

    // ---- what is genuine

    private PersonStatement denial(String person) throws Approvals.Refused {
        return product.state(waiting.workflowId(), Kind.DENY, "not ordered", person);
    }

    private PersonStatement recheck(String person) throws Approvals.Refused {
        return product.state(waiting.workflowId(), Kind.RECHECK, "", person);
    }

    private static PersonDecision said(PersonStatement statement) {
        return new PersonDecision.State(statement);
    }

    // ---- what is not

    /** As the request of the run that waits asks for it, of whoever is named. */
    private PersonStatement unsigned(TenantId tenant, RunRef run, Kind kind, String person) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return new PersonStatement(
                tenant,
                run,
                kind,
                kind == Kind.DENY ? "not ordered" : "",
                null,
                waiting.waiting().request(),
                person,
                now,
                now.plusSeconds(600),
                "",
                "");
    }

    private PersonStatement unsigned(Kind kind, String person) {
        return unsigned(TENANT, waiting.run(), kind, person);
    }

    private static PersonStatement named(PersonStatement genuine, String person, String why) {
        return new PersonStatement(
                genuine.tenant(),
                genuine.run(),
                genuine.kind(),
                why,
                null,
                genuine.request(),
                person,
                genuine.statedAt(),
                genuine.expiresAt(),
                genuine.key(),
                genuine.signature());
    }

    /** The product's own, which no intruder has. */
    private static ApprovalKeys stolen() throws Exception {
        return ApprovalKeys.load(Files.readString(folder.resolve("data").resolve("approval-key.pem")));
    }

    private void refused(String code, PersonDecision decision) {
        Throwable failure = catchThrowable(() -> run().decide(decision));
        assertThat(failure).as("%s", decision).isInstanceOf(WorkflowUpdateException.class);
        ApplicationFailure why = (ApplicationFailure) failure.getCause();
        assertThat(UpdateRefusal.of(why.getType(), why.getOriginalMessage()).code())
                .as("%s", decision)
                .isEqualTo(code);
    }

    @Test
    void aDenialThatNobodySigned() {
        PersonStatement claim = unsigned(Kind.DENY, CONTROLLER);
        refused("STATEMENT_FORGED", said(claim));
        refused("STATEMENT_FORGED", said(ApprovalKeys.generate().sign(claim)));
    }

    @Test
    void aRecheckThatNobodySigned() {
        PersonStatement claim = unsigned(Kind.RECHECK, CONTROLLER);
        refused("STATEMENT_FORGED", said(claim));
        refused("STATEMENT_FORGED", said(ApprovalKeys.generate().sign(claim)));
    }

    /** To a text that nobody has read: there, a person's word may become a booked value. */
    @Test
    void fieldsThatNobodySigned() throws Exception {
        RunSummary text = opened(DemoInbox.document("08-osterfeld-plain.txt"));
        InvoiceWorkflow run = product.client().newWorkflowStub(InvoiceWorkflow.class, text.workflowId());
        List<Step> before = run.explain().steps();
        Proposal fields = new Proposal("record_fields", "{\"fields\":{}}");
        PersonStatement genuine =
                product.state(text.workflowId(), new PersonStatement.Words(Kind.PROPOSE, "", fields), "jonas.petri");
        Proposal more = new Proposal("record_fields", "{\"fields\":{} }");
        for (PersonStatement forged : List.of(
                proposing(genuine, "jonas.petri", more),
                proposing(genuine, CONTROLLER, fields),
                ApprovalKeys.generate().sign(genuine))) {
            Throwable failure = catchThrowable(() -> run.decide(said(forged)));
            ApplicationFailure why = (ApplicationFailure) failure.getCause();
            assertThat(UpdateRefusal.of(why.getType(), why.getOriginalMessage()).code())
                    .isEqualTo("STATEMENT_FORGED");
        }
        assertThat(run.explain().steps()).isEqualTo(before);
        assertThat(run.decide(said(genuine)).code()).isEqualTo(PersonStatement.NOT_TAKEN);
    }

    private static PersonStatement proposing(PersonStatement genuine, String person, Proposal proposal) {
        return new PersonStatement(
                genuine.tenant(),
                genuine.run(),
                genuine.kind(),
                genuine.why(),
                proposal,
                genuine.request(),
                person,
                genuine.statedAt(),
                genuine.expiresAt(),
                genuine.key(),
                genuine.signature());
    }

    /** What somebody did say, in another's name, with another reason, or as another kind of word. */
    @Test
    void whatAPersonSaidIsNotMadeToSayAnother() throws Exception {
        PersonStatement genuine = denial("jonas.petri");
        refused("STATEMENT_FORGED", said(named(genuine, CONTROLLER, genuine.why())));
        refused("STATEMENT_FORGED", said(named(genuine, "jonas.petri", "the supplier is a fraud")));
        PersonStatement recheck = recheck("jonas.petri");
        refused(
                "STATEMENT_FORGED",
                said(new PersonStatement(
                        TENANT,
                        recheck.run(),
                        Kind.DENY,
                        "not ordered",
                        null,
                        recheck.request(),
                        recheck.person(),
                        recheck.statedAt(),
                        recheck.expiresAt(),
                        recheck.key(),
                        recheck.signature())));
    }

    @Test
    void whatWasSaidOnceIsNotSaidAgain() throws Exception {
        PersonStatement early = denial(CONTROLLER);
        PersonStatement recheck = recheck("jonas.petri");
        RunSummary first = waiting;
        waiting = run().decide(said(recheck));
        assertThat(waiting.status()).isEqualTo(RunStatus.WAITING);
        assertThat(waiting.waiting().steps()).isGreaterThan(first.waiting().steps());
        assertThat(steps()).extracting(Step::observation).contains("recheck_asked");
        refused("STATEMENT_MISMATCH", said(recheck));
        refused("STATEMENT_MISMATCH", said(early));
    }

    @Test
    void whatWasSaidToAnotherRun() throws Exception {
        RunSummary other = opened();
        refused("STATEMENT_MISMATCH", said(product.state(other.workflowId(), Kind.DENY, "not ordered", CONTROLLER)));
        RunRef earlier = new RunRef(waiting.workflowId(), "an earlier run of the same document");
        refused("STATEMENT_MISMATCH", said(stolen().sign(unsigned(TENANT, earlier, Kind.DENY, CONTROLLER))));
        product.client()
                .newWorkflowStub(InvoiceWorkflow.class, other.workflowId())
                .decide(said(product.state(other.workflowId(), Kind.DENY, "not ordered", CONTROLLER)));
    }

    @Test
    void whatWasSaidInAnotherTenant() throws Exception {
        TenantId other = new TenantId("another-tenant");
        PersonStatement theirs = stolen().sign(unsigned(other, waiting.run(), Kind.DENY, CONTROLLER));
        refused("STATEMENT_MISMATCH", said(theirs));
        Answer answer = product.client()
                .newWorkflowStub(
                        Intruder.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(Intruder.TASK_QUEUE)
                                .build())
                .call(
                        "ApprovalVerify",
                        CanonicalJson.tree(new Claim(other, waiting.run(), waiting.waiting(), said(theirs))));
        assertThat(answer.failed()).startsWith("OTHER_");
    }

    /** Nobody signs it for them; and who lost the role since is not heard either. */
    @Test
    void whatSomebodyMayNotSay() throws Exception {
        for (String nobody : List.of("mallory", "anna.behrens")) {
            for (Kind kind : List.of(Kind.DENY, Kind.RECHECK)) {
                assertThatThrownBy(
                                () -> product.state(waiting.workflowId(), kind, kind == Kind.DENY ? "no" : "", nobody))
                        .isInstanceOfSatisfying(
                                Approvals.Refused.class,
                                no -> assertThat(no.code()).isEqualTo("STATEMENT_ROLE"));
                refused("STATEMENT_ROLE", said(stolen().sign(unsigned(kind, nobody))));
            }
        }
    }

    @Test
    void whatWasSaidTooLongAgo() throws Exception {
        PersonStatement claim = unsigned(Kind.DENY, CONTROLLER);
        refused(
                "STATEMENT_EXPIRED",
                said(stolen().sign(new PersonStatement(
                        TENANT,
                        claim.run(),
                        Kind.DENY,
                        claim.why(),
                        null,
                        claim.request(),
                        CONTROLLER,
                        claim.statedAt().minusSeconds(600),
                        claim.statedAt(),
                        "",
                        ""))));
    }

    @Test
    void consentInAnothersName() throws Exception {
        ApprovalBuilder consent =
                new ApprovalBuilder(TENANT, waiting.run(), waiting.waiting().intent(), CONTROLLER).role("controller");
        refused("APPROVAL_FORGED", new PersonDecision.Approve(consent.signedWith(ApprovalKeys.generate())));
        refused(
                "APPROVER_UNKNOWN",
                new PersonDecision.Approve(new ApprovalBuilder(
                                TENANT, waiting.run(), waiting.waiting().intent(), "mallory")
                        .role("controller")
                        .signedWith(stolen())));
    }

    /** As it was taken at its word before, and what is no decision at all. */
    @Test
    void whatIsNoStatement() {
        for (Object claim : List.of(
                Map.of("decision", "deny", "by", CONTROLLER, "why", "not ordered"),
                Map.of("decision", "state"),
                Map.of("decision", "state", "statement", Map.of("person", CONTROLLER)),
                Map.of("decision", "approve"),
                List.of(1, 2, 3),
                "deny")) {
            assertThatThrownBy(() -> product.client()
                            .newUntypedWorkflowStub(waiting.workflowId())
                            .update("decide", RunSummary.class, claim))
                    .as("%s", claim)
                    .isInstanceOf(WorkflowUpdateException.class);
        }
        assertThatThrownBy(() -> product.client()
                        .newUntypedWorkflowStub(waiting.workflowId())
                        .update("recheck", RunSummary.class, CONTROLLER))
                .isInstanceOf(WorkflowUpdateException.class);
    }
}
