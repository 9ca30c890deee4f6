package dev.ratchet.workflows.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.RealTemporal;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.PersonDecision;
import dev.ratchet.workflows.contract.effect.Statements;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.run.RunRequest;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.common.WorkflowExecutionHistory;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What only a real server shows: how long its histories are, visibility, and what it makes of a second start. */
class InvoiceRealServerTest {
    private static RealTemporal temporal;

    private RealWorker worker;
    private SmallWorld world;
    private Caller caller;

    @BeforeAll
    static void serve() {
        temporal = RealTemporal.start();
    }

    @AfterAll
    static void end() {
        if (temporal != null) {
            temporal.close();
        }
    }

    @BeforeEach
    void work(TestInfo test) {
        worker = RealWorker.on(temporal);
        world = worker.world();
        caller = caller(test.getDisplayName());
    }

    @AfterEach
    void rest() {
        worker.close();
        world.records.requireRebuilt();
    }

    private static Caller caller(String document) {
        DocumentRef ref = new DocumentRef(TenantId.DEFAULT, Digest.of(document), 1_000);
        return new Caller(temporal.client(), RunRequest.of(ref, "invoice.xml", "sam"));
    }

    @Test
    void aDirectRunHasAtMostTwelveEventsAndAsksNoModel() {
        assertThat(caller.submit().status()).isEqualTo(RunStatus.DONE);
        caller.result();
        assertThat(world.questions).isEmpty();
        assertThat(caller.events()).isLessThanOrEqualTo(12);
        hasOnlySmallPayloads("direct");
    }

    @Test
    void aRunWithOneApprovalHasAtMostFortyEvents() {
        world.books = Samples.books(0);
        RunSummary waiting = caller.submit();
        assertThat(approve(waiting).status()).isEqualTo(RunStatus.DONE);
        caller.result();
        assertThat(caller.events()).isLessThanOrEqualTo(40);
        hasOnlySmallPayloads("one approval");
    }

    @Test
    void theSameBytesAgainAreTheSameRunWhileItWaitsAndAreRefusedOnceItIsDone() {
        world.books = Samples.books(0);
        RunSummary waiting = caller.submit();
        assertThat(caller.submit()).isEqualTo(waiting);
        assertThat(world.requests).hasSize(1);
        approve(waiting);
        caller.result();
        assertThatThrownBy(caller::submit)
                .hasRootCauseInstanceOf(StatusRuntimeException.class)
                .rootCause()
                .extracting(e -> ((StatusRuntimeException) e).getStatus().getCode())
                .isEqualTo(Code.ALREADY_EXISTS);
        assertThat(world.postings).hasSize(1);
    }

    @Test
    void aDecisionThatIsTurnedAwayLeavesNoEvent() {
        world.books = Samples.books(0);
        RunSummary waiting = caller.submit();
        int before = caller.events();
        InvoiceWorkflow run = caller.running();
        PersonDecision.Approve other =
                new PersonDecision.Approve(Samples.approval(Digest.of("other"), caller.id(), "clerk"));
        assertThatThrownBy(() -> run.decide(other))
                .isInstanceOf(WorkflowUpdateException.class)
                .hasStackTraceContaining("given for something else");
        RunSummary earlier = Samples.waitingBefore(waiting);
        for (PersonDecision late :
                List.of(Statements.denial(earlier, "petra", "no"), Statements.recheck(earlier, "petra"))) {
            assertThatThrownBy(() -> run.decide(late))
                    .isInstanceOf(WorkflowUpdateException.class)
                    .hasStackTraceContaining("another request of this one");
        }
        assertThat(caller.events()).isEqualTo(before);
    }

    @Test
    void whatWaitsIsFoundByAgentOutcomeRoleAndSubject() {
        world.books = Samples.books(0);
        RunSummary waiting = caller.submit();
        world.books = Samples.books(50_000);
        assertThat(caller("another document").submit().status()).isEqualTo(RunStatus.DONE);
        String mine = "RatchetOutcome = 'WAITING' AND RatchetWaitingFor = 'clerk' AND RatchetSubject = 'NORDLICHT'"
                + " AND RatchetTenant = 'default' AND RatchetRoute = 'HUMAN' AND RatchetPhase = 'CONSENT'"
                + " AND RatchetSubject = 'RE-2026-0042' AND RatchetAgent = 'invoice' AND RatchetCurrency = 'EUR' AND RatchetAmountMinor = 11900"
                + " AND WorkflowId = '" + caller.id() + "'";
        eventually(() -> found(mine).equals(List.of(caller.id())));
        eventually(() -> count("RatchetOutcome = 'POSTED' AND RatchetRoute = 'DIRECT'") >= 1);
        assertThat(count(mine)).isEqualTo(1);
        assertThat(count(mine.replace("NORDLICHT", "SOMEBODY"))).isZero();
        approve(waiting);
        eventually(() -> count(mine) == 0);
        eventually(() -> found("RatchetOutcome = 'POSTED' AND RatchetWaitingFor IS NULL AND WorkflowId = '"
                        + caller.id() + "'")
                .equals(List.of(caller.id())));
    }

    private RunSummary approve(RunSummary waiting) {
        return caller.running()
                .decide(new PersonDecision.Approve(
                        Samples.approval(waiting.waiting().intent(), caller.id(), "clerk")));
    }

    private static List<String> found(String query) {
        return temporal.client()
                .listExecutions(query)
                .map(WorkflowExecutionMetadata::getExecution)
                .map(execution -> execution.getWorkflowId())
                .toList();
    }

    private static long count(String query) {
        return temporal.client().countWorkflows(query).getCount();
    }

    /** Visibility follows the histories at a distance. */
    private static void eventually(BooleanSupplier condition) {
        CompletableFuture<Boolean> met = new CompletableFuture<>();
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try {
            var unused = clock.scheduleWithFixedDelay(() -> look(condition, met), 0, 50, TimeUnit.MILLISECONDS);
            assertThat(met.get(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException | TimeoutException | ExecutionException e) {
            throw new AssertionError("visibility does not show it", e);
        } finally {
            clock.shutdownNow();
        }
    }

    private static void look(BooleanSupplier condition, CompletableFuture<Boolean> met) {
        try {
            if (condition.getAsBoolean()) {
                met.complete(true);
            }
        } catch (RuntimeException e) {
            met.completeExceptionally(e);
        }
    }

    private void hasOnlySmallPayloads(String what) {
        WorkflowExecutionHistory history = caller.history();
        List<Integer> payloads = PayloadSizes.of(history.getHistory());
        int largest = payloads.stream().mapToInt(Integer::intValue).max().orElse(0);
        assertThat(largest).isPositive().isLessThan(32 * 1024);
        System.out.printf(
                "%s: %d events, %d bytes of history, %d payloads, the largest %d bytes%n",
                what, history.getEvents().size(), history.getHistory().getSerializedSize(), payloads.size(), largest);
    }
}
