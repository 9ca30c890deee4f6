package dev.ratchet.activities.calls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.budget.Limits;
import dev.ratchet.activities.calls.Costs.By;
import dev.ratchet.activities.calls.Costs.Row;
import dev.ratchet.activities.calls.ModelCalls.Mine;
import dev.ratchet.activities.calls.ModelCalls.Recorded;
import dev.ratchet.activities.content.ExpiringContent;
import dev.ratchet.activities.content.PostgresExpiringContent;
import dev.ratchet.activities.database.TestDatabase;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.ModelActivities.Usage;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresCostsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 28);

    private TestDatabase test;
    private Costs costs;

    @BeforeAll
    void open() {
        test = new TestDatabase();
        costs = new PostgresCosts(test.database(), Currency.getInstance("EUR"));
        answered("small", 1_000, 10, CallAnswer.Cost.KNOWN);
        answered("small", 2_000, 20, CallAnswer.Cost.ESTIMATED);
        answered("large", 30_000, 30, CallAnswer.Cost.KNOWN);
        calls().claim(
                        ModelCallsContract.request(TenantId.DEFAULT, "dead", 77),
                        ModelCallsContract.ASKED,
                        ModelCallsContract.OVER);
        calls().claim(
                        ModelCallsContract.request(TenantId.DEFAULT, "alive", 88),
                        ModelCallsContract.ASKED,
                        ModelCallsContract.LONG);
        CallRequest failing = ModelCallsContract.request(TenantId.DEFAULT, "failing", 99);
        calls().release(failing, claimed(failing));
        CallRequest notCalled = ModelCallsContract.request(TenantId.DEFAULT, "notcalled", 111);
        calls().withdraw(notCalled, claimed(notCalled));
        run("small", "DONE");
        run("large", "REFUSED");
        run("dead", "FAILED");
        run("failing", "WAITING");
    }

    @AfterAll
    void close() {
        test.close();
    }

    private ModelCalls calls() {
        return new PostgresModelCalls(test.database(), () -> Limits.NONE, handle -> DAY);
    }

    private Mine claimed(CallRequest request) {
        return (Mine) calls().claim(request, ModelCallsContract.ASKED, ModelCallsContract.LONG);
    }

    private void answered(String model, long micros, long tokens, CallAnswer.Cost cost) {
        CallRequest request = ModelCallsContract.request(TenantId.DEFAULT, model, micros);
        calls().complete(
                        request,
                        claimed(request),
                        new Recorded(
                                CallAnswer.Ending.COMPLETE,
                                Digest.of("said"),
                                new Usage(model, "name-of-" + model, tokens, tokens / 10, 1, micros),
                                cost));
    }

    private void run(String run, String status) {
        test.database()
                .jdbi()
                .useHandle(handle -> handle.createUpdate("""
                        INSERT INTO run (tenant, workflow_id, run_id, agent, state, summary, last_step, last_at, changed_at)
                        VALUES ('default', :id, 'run', 'invoice', 's', :summary, 1, 1, now())""")
                        .bind("id", "invoice/default/" + run)
                        .bind("summary", "{\"status\":\"" + status + "\"}")
                        .execute());
    }

    @Test
    void theTotalCountsEachFateOfACall() {
        assertThat(costs.costs(TenantId.DEFAULT, By.AGENT, null, 10))
                .containsExactly(
                        new Row(null, 3, 1, 1, 77, 60, 6, 3, 33_000, 1, 2_000, 5, 2),
                        new Row("invoice", 3, 1, 1, 77, 60, 6, 3, 33_000, 1, 2_000, 5, 2));
    }

    @Test
    void theDearestComeFirst() {
        assertThat(costs.costs(TenantId.DEFAULT, By.MODEL, null, 10))
                .extracting(Row::key, Row::micros, Row::calls)
                .startsWith(
                        org.assertj.core.groups.Tuple.tuple(null, 33_000L, 3L),
                        org.assertj.core.groups.Tuple.tuple("large", 30_000L, 1L),
                        org.assertj.core.groups.Tuple.tuple("small", 3_000L, 2L));
        assertThat(costs.costs(TenantId.DEFAULT, By.RUN, null, 2))
                .extracting(Row::key)
                .containsExactly(null, "invoice/default/large", "invoice/default/small");
    }

    @Test
    void aRunCostsWhatItsAnsweredCallsCost() {
        PostgresCosts ofRuns = new PostgresCosts(test.database(), Currency.getInstance("EUR"));
        assertThat(ofRuns.ofRun(TenantId.DEFAULT, new RunRef("invoice/default/small", "run")))
                .isEqualTo(3_000);
        assertThat(ofRuns.ofRun(TenantId.DEFAULT, new RunRef("invoice/default/small", "another")))
                .isZero();
        assertThat(ofRuns.ofRun(new TenantId("other"), new RunRef("invoice/default/small", "run")))
                .isZero();
    }

    @Test
    void aDayIsTheOneWhoseBudgetPaid() {
        assertThat(costs.costs(TenantId.DEFAULT, By.DAY, DAY, 10))
                .extracting(Row::key)
                .containsExactly(null, "2026-11-28");
        assertThat(costs.costs(TenantId.DEFAULT, By.DAY, DAY.plusDays(1), 10))
                .containsExactly(new Row(null, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void whatWasSaidIsKeptAsLongAsTheTenantKeepsItAndWhatItCostForEver() throws IOException {
        ExpiringContent texts = new PostgresExpiringContent(test.database());
        Digest said = texts.put(TenantId.DEFAULT, "said".getBytes(StandardCharsets.UTF_8))
                .digest();
        List<Row> before = costs.costs(TenantId.DEFAULT, By.RUN, null, 10);
        assertThat(texts.purge(TenantId.DEFAULT, Duration.ofMinutes(-1))).isEqualTo(1);
        assertThat(texts.get(TenantId.DEFAULT, said)).isEmpty();
        assertThat(costs.costs(TenantId.DEFAULT, By.RUN, null, 10)).isEqualTo(before);
    }

    @Test
    void anotherTenantHasPaidNothing() {
        assertThat(costs.costs(new TenantId("other"), By.RUN, null, 10))
                .containsExactly(new Row(null, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    }
}
