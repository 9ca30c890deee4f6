package dev.ratchet.activities.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.database.TestDatabase;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Fact;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.batch.BatchActivities.Known;
import dev.ratchet.workflows.contract.policy.Bundle;
import dev.ratchet.workflows.contract.record.ListedRun;
import dev.ratchet.workflows.contract.record.RunRecord;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.contract.record.Step;
import dev.ratchet.workflows.contract.record.StepRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresRunRecordsTest {
    private static TestDatabase test;
    private static RunRecords records;
    private static int tenants;

    private final TenantId tenant = new TenantId("t" + ++tenants);

    @BeforeAll
    static void open() {
        test = new TestDatabase();
        records = new PostgresRunRecords(test.database());
    }

    @AfterAll
    static void close() {
        test.close();
    }

    /** Everything that a copy through another kind of JSON column would change. */
    private static final String BODY = "{\"b\":1.50,\"a\":[1e2,\"\\u0041 \\\"quoted\\\" \\\\ é 😀\"],  \"b\":2}";

    private static StepRecord step(int number, String verdict) {
        return step(number, verdict, 5);
    }

    private static StepRecord step(int number, String verdict, long atMillis) {
        Digest digest = Digest.of("x" + number);
        Step step = new Step(
                number,
                atMillis,
                atMillis,
                atMillis,
                "READING",
                "rules",
                "post_entry",
                number % 2 == 0 ? null : digest,
                verdict,
                number % 2 == 0 ? null : "posted",
                digest,
                7,
                8);
        return new StepRecord(step, number % 2 == 0 ? null : BODY + number, number + BODY);
    }

    private RunSummary summary(String workflow, String run, RunStatus status) {
        return summary("invoice", workflow, run, status);
    }

    private RunSummary summary(String agent, String workflow, String run, RunStatus status) {
        boolean waits = status == RunStatus.WAITING;
        return new RunSummary(
                tenant,
                new RunRef(workflow, run),
                agent,
                "a name.xml",
                "sub",
                List.of(new Fact("supplier", "ACME"), new Fact("number", "RE-1")),
                waits ? null : new Money("EUR", 119_00),
                status,
                status == RunStatus.DONE ? "POSTED" : status.name(),
                "PHASE",
                "CODE",
                "A sentence.",
                List.of(new Finding("CODE", "line 1", "why")),
                waits ? null : "DIRECT",
                waits ? null : "rule",
                null,
                waits ? null : new Receipt("entry", "7"),
                waits
                        ? new RunSummary.Waiting("clerk", Digest.of("intent"), Instant.parse("2026-12-01T00:00:00Z"), 3)
                        : null,
                waits
                        ? null
                        : new Bundle("invoice", "build", new TreeMap<>(), new TreeMap<>(), "1", Digest.of("rules")),
                7,
                8);
    }

    private RunRecord record(String workflow, String run, RunStatus status, StepRecord... steps) {
        return recordFrom("{}", workflow, run, status, steps);
    }

    private RunRecord recordFrom(
            @Nullable String start, String workflow, String run, RunStatus status, StepRecord... steps) {
        return new RunRecord(summary(workflow, run, status), 0, start, Digest.of("state of " + status), List.of(steps));
    }

    private RecordedRun found(String workflow) {
        return records.find(tenant, workflow).orElseThrow();
    }

    private void assertFound(String workflow, String run, RunStatus status, StepRecord... steps) {
        RecordedRun found = found(workflow);
        assertThat(found.summary()).isEqualTo(summary(workflow, run, status));
        assertThat(found.state()).isEqualTo(Digest.of("state of " + status));
        assertThat(found.steps()).containsExactly(steps);
    }

    @Test
    void everyBodyComesBackByteForByte() {
        records.record(recordFrom(BODY, "wf", "r", RunStatus.DONE, step(1, "ACCEPTED"), step(2, "NOT_LEGAL_NOW")));
        assertThat(found("wf").start()).isEqualTo(BODY);
        assertThat(found("wf").steps().get(0).proposal()).isEqualTo(BODY + 1);
        assertThat(found("wf").steps().get(0).result()).isEqualTo(1 + BODY);
        assertThat(found("wf").steps().get(1).proposal()).isNull();
    }

    @Test
    void aLaterRecordReplacesTheSummaryAndStepsAddUp() {
        records.record(record("wf", "r", RunStatus.WAITING, step(1, "ACCEPTED"), step(2, "NOT_LEGAL_NOW")));
        records.record(record("wf", "r", RunStatus.DONE, step(3, "ACCEPTED")));
        records.record(record("wf", "r", RunStatus.DONE, step(3, "ACCEPTED")));
        assertFound("wf", "r", RunStatus.DONE, step(1, "ACCEPTED"), step(2, "NOT_LEGAL_NOW"), step(3, "ACCEPTED"));
        assertThat(records.find(tenant, "other")).isEmpty();
        assertThat(records.find(new TenantId("other"), "wf")).isEmpty();
    }

    @Test
    void theStartIsToldOnceAndStays() {
        records.record(recordFrom("{\"start\":1}", "wf", "r", RunStatus.WAITING, step(1, "ACCEPTED")));
        records.record(recordFrom(null, "wf", "r", RunStatus.DONE, step(2, "ACCEPTED")));
        records.record(recordFrom("{\"start\":2}", "wf", "r", RunStatus.DONE, step(2, "ACCEPTED")));
        assertThat(found("wf").start()).isEqualTo("{\"start\":1}");
    }

    @Test
    void aLateRetryOfAnEarlierRecordChangesNothing() {
        records.record(record("wf", "r", RunStatus.DONE, step(1, "ACCEPTED"), step(2, "ACCEPTED")));
        records.record(record("wf", "r", RunStatus.WAITING, step(1, "NOT_LEGAL_NOW")));
        assertFound("wf", "r", RunStatus.DONE, step(1, "ACCEPTED"), step(2, "ACCEPTED"));
    }

    /**
     * A worker was killed after it had recorded and before its workflow task was complete: the steps are taken again, later
     * by the workflow's clock, and may be others. What the dead worker recorded never became part of the run.
     */
    @Test
    void stepsThatWereTakenAgainReplaceThoseOfTheWorkerThatWasKilled() {
        records.record(record("more", "r", RunStatus.WAITING, step(1, "ACCEPTED"), step(2, "NOT_LEGAL_NOW")));
        records.record(record(
                "more", "r", RunStatus.DONE, step(1, "ACCEPTED", 9), step(2, "ACCEPTED", 9), step(3, "ACCEPTED", 9)));
        assertFound(
                "more", "r", RunStatus.DONE, step(1, "ACCEPTED", 9), step(2, "ACCEPTED", 9), step(3, "ACCEPTED", 9));

        RunRecord dead = record("fewer", "r", RunStatus.REFUSED, step(1, "ACCEPTED"), step(2, "ACCEPTED"));
        records.record(dead);
        records.record(record("fewer", "r", RunStatus.WAITING, step(1, "NOT_LEGAL_NOW", 9)));
        assertFound("fewer", "r", RunStatus.WAITING, step(1, "NOT_LEGAL_NOW", 9));
        records.record(record("fewer", "r", RunStatus.DONE, step(2, "NOT_LEGAL_NOW", 10)));
        records.record(dead);
        assertFound("fewer", "r", RunStatus.DONE, step(1, "NOT_LEGAL_NOW", 9), step(2, "NOT_LEGAL_NOW", 10));

        records.record(record("tail", "r", RunStatus.WAITING, step(1, "ACCEPTED"), step(2, "ACCEPTED")));
        records.record(record("tail", "r", RunStatus.DONE, step(3, "ACCEPTED", 8), step(4, "ACCEPTED", 8)));
        records.record(record("tail", "r", RunStatus.DONE, step(3, "NOT_LEGAL_NOW", 9)));
        assertFound("tail", "r", RunStatus.DONE, step(1, "ACCEPTED"), step(2, "ACCEPTED"), step(3, "NOT_LEGAL_NOW", 9));
    }

    @Test
    void aRunThatEndsWithoutAnotherStepKeepsItsSteps() {
        records.record(record("wf", "r", RunStatus.WAITING, step(1, "ACCEPTED"), step(2, "ACCEPTED")));
        records.record(recordFrom(null, "wf", "r", RunStatus.FAILED));
        assertFound("wf", "r", RunStatus.FAILED, step(1, "ACCEPTED"), step(2, "ACCEPTED"));
        records.record(record("wf", "r", RunStatus.WAITING, step(1, "ACCEPTED")));
        assertFound("wf", "r", RunStatus.FAILED, step(1, "ACCEPTED"), step(2, "ACCEPTED"));
    }

    /** Told in the other order: nothing of a run is lost, and the later summary stays. */
    @Test
    void anEarlierRecordThatArrivesLateAddsItsSteps() {
        records.record(recordFrom(null, "wf", "r", RunStatus.DONE, step(3, "ACCEPTED", 9)));
        records.record(record("wf", "r", RunStatus.WAITING, step(1, "ACCEPTED"), step(2, "ACCEPTED")));
        assertFound("wf", "r", RunStatus.DONE, step(1, "ACCEPTED"), step(2, "ACCEPTED"), step(3, "ACCEPTED", 9));
    }

    @Test
    void theLatestRunsComeNewestFirstOfOneAgentOrOfAll() {
        records.record(record("wf1", "r1", RunStatus.WAITING, step(1, "ACCEPTED")));
        records.record(record("wf2", "r1", RunStatus.DONE, step(1, "ACCEPTED")));
        RunSummary other = summary("another", "wf3", "r1", RunStatus.REFUSED);
        records.record(new RunRecord(other, 0, "{}", Digest.of("state"), List.of(step(1, "ACCEPTED"))));
        records.record(record("wf1", "r2", RunStatus.DONE, step(1, "ACCEPTED")));
        RunSummary newest = summary("wf1", "r2", RunStatus.DONE);
        assertThat(latest(null, 10))
                .containsExactly(
                        newest, other, summary("wf2", "r1", RunStatus.DONE), summary("wf1", "r1", RunStatus.WAITING));
        assertThat(latest(null, 2)).containsExactly(newest, other);
        assertThat(latest("invoice", 2)).containsExactly(newest, summary("wf2", "r1", RunStatus.DONE));
        assertThat(latest("another", 10)).containsExactly(other);
        assertThat(latest("nobody", 10)).isEmpty();
        assertThat(records.latest(new TenantId("of-nobody"), null, 10)).isEmpty();
        assertThat(found("wf1").summary().run().runId()).isEqualTo("r2");
    }

    private List<RunSummary> latest(@Nullable String agent, int most) {
        return records.latest(tenant, agent, most).stream().map(ListedRun::run).toList();
    }

    /** A batch tells many runs at once. Their ids, by which they are written, are no order to a person. */
    @Test
    void runsThatAreToldTogetherAreListedInTheOrderInWhichTheyAreTold() {
        List<String> told = List.of("wf5", "wf1", "wf9", "wf3");
        records.recordAll(told.stream()
                .map(id -> record(id, "r", RunStatus.DONE, step(1, "ACCEPTED")))
                .toList());
        assertThat(records.latest(tenant, null, 10))
                .extracting(listed -> listed.run().workflowId())
                .containsExactly("wf3", "wf9", "wf1", "wf5");
        assertThat(records.latest(tenant, null, 10))
                .allSatisfy(listed -> assertThat(listed.changedAt())
                        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60)));
    }

    /** Neither an agent with few runs among many nor all agents together may cost a walk over all runs. */
    @Test
    void theLatestRunsAreFoundByIndex() {
        String plan = test.database().jdbi().inTransaction(handle -> {
            handle.execute("SET LOCAL enable_seqscan = off");
            return String.join("\n", handle.createQuery("""
                    EXPLAIN SELECT summary FROM run WHERE tenant = 'default' AND agent = 'rare'
                    ORDER BY changed_at DESC LIMIT 20""").mapTo(String.class).list());
        });
        assertThat(plan).contains("Index Scan Backward using run_changed").doesNotContain("Sort", "Filter");
    }

    @Test
    void whatIsKnownOfIdsIsTheLatestRunOfEach() {
        records.record(record("wf1", "r1", RunStatus.FAILED, step(1, "ACCEPTED")));
        records.record(record("wf1", "r2", RunStatus.DONE, step(1, "ACCEPTED")));
        records.record(record("wf2", "r1", RunStatus.WAITING, step(1, "ACCEPTED")));
        assertThat(records.latest(tenant, List.of("wf1", "none", "wf2", "wf1")))
                .containsExactlyInAnyOrder(
                        new Known(
                                new RunRef("wf1", "r2"),
                                summary("wf1", "r2", RunStatus.DONE).result()),
                        new Known(
                                new RunRef("wf2", "r1"),
                                summary("wf2", "r1", RunStatus.WAITING).result()));
    }

    @Test
    void aGroupIsWhatItsRecordsAreOneByOneAlsoWhenRepeated() {
        List<RunRecord> group = List.of(
                record("wf2", "r", RunStatus.WAITING, step(1, "ACCEPTED")),
                record("wf1", "r", RunStatus.DONE, step(1, "ACCEPTED"), step(2, "ACCEPTED")),
                record("wf2", "r", RunStatus.DONE, step(2, "ACCEPTED")),
                record("wf1", "r", RunStatus.WAITING, step(1, "NOT_LEGAL_NOW")),
                record("wf3", "r", RunStatus.REFUSED));
        for (int time = 0; time < 2; time++) {
            records.recordAll(group);
            assertFound("wf1", "r", RunStatus.DONE, step(1, "ACCEPTED"), step(2, "ACCEPTED"));
            assertFound("wf2", "r", RunStatus.DONE, step(1, "ACCEPTED"), step(2, "ACCEPTED"));
            assertFound("wf3", "r", RunStatus.REFUSED);
            assertThat(records.latest(tenant, null, 10)).hasSize(3);
        }
        records.recordAll(List.of());
    }

    @Test
    void groupsOfTheSameRunsInOtherOrdersDoNotLockEachOtherOut() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> writes = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                List<RunRecord> group = new ArrayList<>();
                for (int run = 0; run < 20; run++) {
                    group.add(record("wf" + run, "r", RunStatus.DONE, step(1, "ACCEPTED"), step(2, "ACCEPTED")));
                }
                Collections.shuffle(group, new Random(i));
                writes.add(threads.submit(() -> records.recordAll(group)));
            }
            for (Future<?> write : writes) {
                write.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(records.latest(tenant, null, 100)).hasSize(20);
    }
}
