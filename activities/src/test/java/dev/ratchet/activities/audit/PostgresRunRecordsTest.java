package dev.ratchet.activities.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.database.TestDatabase;
import dev.ratchet.workflows.contract.AuditActivities.Account;
import dev.ratchet.workflows.contract.Bundle;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.Step;
import dev.ratchet.workflows.contract.TenantId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

    private static Step step(int number, String verdict) {
        Digest digest = Digest.of("x" + number);
        return number % 2 == 0
                ? new Step(number, 5, "READING", "rules", "post_entry", digest, verdict, null, null, 0, 0)
                : new Step(number, 5, "READING", "rules", "post_entry", digest, verdict, "posted", digest, 7, 8);
    }

    private Account account(String workflow, String run, String outcome, Step... steps) {
        boolean waits = outcome.equals("WAITING");
        return new Account(
                tenant,
                new RunRef(workflow, run),
                "invoice",
                Digest.of("document"),
                "a name.xml",
                "sub",
                waits ? null : Bundle.of("build", "1", Digest.of("rules"), Map.of("extract", "1")),
                "PHASE",
                outcome,
                "CODE",
                "A sentence.",
                waits ? "clerk" : null,
                waits ? null : "DIRECT",
                waits ? null : "rule",
                waits ? null : "ACME",
                waits ? null : "RE-1",
                waits ? null : new Money("EUR", 119_00),
                waits ? null : 7L,
                7,
                8,
                List.of(steps));
    }

    @Test
    void aLaterAccountReplacesTheSummaryAndStepsAddUp() {
        records.record(account("wf", "r", "WAITING", step(1, "ACCEPTED"), step(2, "NOT_ALLOWED")));
        records.record(account("wf", "r", "POSTED", step(3, "ACCEPTED")));
        records.record(account("wf", "r", "POSTED", step(3, "ACCEPTED")));
        assertThat(records.find(tenant, "wf"))
                .contains(
                        account("wf", "r", "POSTED", step(1, "ACCEPTED"), step(2, "NOT_ALLOWED"), step(3, "ACCEPTED")));
        assertThat(records.find(tenant, "other")).isEmpty();
        assertThat(records.find(new TenantId("other"), "wf")).isEmpty();
    }

    @Test
    void aLateRetryOfAnEarlierAccountChangesNothing() {
        records.record(account("wf", "r", "POSTED", step(1, "ACCEPTED"), step(2, "ACCEPTED")));
        records.record(account("wf", "r", "WAITING", step(1, "NOT_ALLOWED")));
        assertThat(records.find(tenant, "wf"))
                .contains(account("wf", "r", "POSTED", step(1, "ACCEPTED"), step(2, "ACCEPTED")));
    }

    @Test
    void theLatestRunsComeNewestFirstWithoutSteps() {
        records.record(account("wf1", "r1", "WAITING", step(1, "ACCEPTED")));
        records.record(account("wf2", "r1", "POSTED", step(1, "ACCEPTED")));
        records.record(account("wf1", "r2", "POSTED", step(1, "ACCEPTED")));
        assertThat(records.latest(tenant, 2))
                .containsExactly(account("wf1", "r2", "POSTED"), account("wf2", "r1", "POSTED"));
        assertThat(records.find(tenant, "wf1").orElseThrow().run().runId()).isEqualTo("r2");
    }

    @Test
    void aGroupIsWhatItsAccountsAreOneByOneAlsoWhenRepeated() {
        List<Account> group = List.of(
                account("wf2", "r", "WAITING", step(1, "ACCEPTED")),
                account("wf1", "r", "POSTED", step(1, "ACCEPTED"), step(2, "ACCEPTED")),
                account("wf2", "r", "POSTED", step(2, "ACCEPTED")),
                account("wf1", "r", "WAITING", step(1, "NOT_ALLOWED")),
                account("wf3", "r", "REFUSED"));
        for (int time = 0; time < 2; time++) {
            records.recordAll(group);
            assertThat(records.find(tenant, "wf1"))
                    .contains(account("wf1", "r", "POSTED", step(1, "ACCEPTED"), step(2, "ACCEPTED")));
            assertThat(records.find(tenant, "wf2"))
                    .contains(account("wf2", "r", "POSTED", step(1, "ACCEPTED"), step(2, "ACCEPTED")));
            assertThat(records.find(tenant, "wf3")).contains(account("wf3", "r", "REFUSED"));
            assertThat(records.latest(tenant, 10)).hasSize(3);
        }
        records.recordAll(List.of());
    }

    @Test
    void groupsOfTheSameRunsInOtherOrdersDoNotLockEachOtherOut() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> writes = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                List<Account> group = new ArrayList<>();
                for (int run = 0; run < 20; run++) {
                    group.add(account("wf" + run, "r", "POSTED", step(1, "ACCEPTED"), step(2, "ACCEPTED")));
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
        assertThat(records.latest(tenant, 100)).hasSize(20);
    }
}
