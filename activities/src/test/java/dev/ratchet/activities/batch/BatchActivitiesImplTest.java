package dev.ratchet.activities.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.activities.audit.PostgresRunRecords;
import dev.ratchet.activities.audit.RecordedRun;
import dev.ratchet.activities.audit.RunRecords;
import dev.ratchet.activities.database.TestDatabase;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Fact;
import dev.ratchet.workflows.contract.FailureType;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.batch.BatchActivities;
import dev.ratchet.workflows.contract.batch.BatchActivities.Known;
import dev.ratchet.workflows.contract.record.RunRecord;
import dev.ratchet.workflows.contract.record.RunResult;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.contract.record.Step;
import dev.ratchet.workflows.contract.record.StepRecord;
import io.temporal.failure.ApplicationFailure;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Of an agent that has nothing to do with invoices. */
class BatchActivitiesImplTest {
    /** PostgreSQL has no text with this character in it, whatever anybody checked before. */
    private static final String POISON = "poison \u0000";

    private static TestDatabase test;
    private static RunRecords records;
    private static int tenants;

    private final TenantId tenant = new TenantId("t" + ++tenants);
    private final BatchActivities batch = new BatchActivitiesImpl(records);

    @BeforeAll
    static void open() {
        test = new TestDatabase();
        records = new PostgresRunRecords(test.database());
    }

    @AfterAll
    static void close() {
        test.close();
    }

    private RunRecord record(String workflow, String why) {
        RunSummary summary = new RunSummary(
                tenant,
                new RunRef(workflow, "0190c5f6-4b7e-7cc2-9d6a-2d0f3c1b8e55"),
                "loan",
                "name.json",
                "anna",
                List.of(new Fact("case", workflow)),
                new Money("EUR", 119_00),
                RunStatus.DONE,
                "GRANTED",
                "ENDED",
                "CODE",
                why,
                List.of(),
                "REASON",
                "rule",
                null,
                new Receipt("loan", "7"),
                null,
                null,
                0,
                0);
        StepRecord step = new StepRecord(
                new Step(1, 5, 5, 5, "READ", "model", "-", null, "NO_PROPOSAL", null, Digest.of("{}"), 0, 0),
                null,
                "{}");
        return new RunRecord(summary, 0, "{}", Digest.of("state"), List.of(step));
    }

    @Test
    void aRecordThatCannotBeKeptFailsTheBatchOnlyAfterItsNeighboursAreKept() {
        List<RunRecord> group = List.of(record("wf1", "one"), record(POISON, "two"), record("wf3", "three"));
        for (int time = 0; time < 2; time++) {
            assertThatThrownBy(() -> batch.record(group))
                    .isInstanceOfSatisfying(
                            ApplicationFailure.class,
                            failure -> assertThat(failure.getType()).isEqualTo(FailureType.DATABASE_REFUSED.name()));
        }
        assertThat(records.latest(tenant, "loan", 10)).hasSize(2);
        assertThat(records.find(tenant, "wf1"))
                .map(RecordedRun::steps)
                .contains(group.get(0).steps());
    }

    @Test
    void whatIsKnownOfRunsIsTheirResultAndOfOthersNothing() {
        RunRecord one = record("wf1", "one");
        batch.record(List.of(one, record("wf2", "two")));
        RunSummary summary = one.summary();
        assertThat(batch.known(tenant, List.of("wf1", "never seen")))
                .containsExactly(new Known(summary.run(), summary.result()));
        assertThat(summary.result())
                .returns("GRANTED", RunResult::outcome)
                .returns(new Receipt("loan", "7"), RunResult::receipt);
        assertThat(batch.known(new TenantId("other"), List.of("wf1"))).isEmpty();
    }

    @Test
    void whatIsKnownOfAsManyAsMayBeAskedIsSmall() {
        List<String> ids = IntStream.range(0, BatchActivities.MOST_AT_LENGTH)
                .mapToObj(i -> "loan/" + tenant + "/" + Digest.of("document " + i))
                .toList();
        batch.record(ids.stream().map(id -> record(id, "w".repeat(400))).toList());
        List<Known> known = batch.known(tenant, ids);
        assertThat(known).hasSize(ids.size());
        assertThat(CanonicalJson.of(known).getBytes(StandardCharsets.UTF_8).length)
                .isLessThan(32 * 1024);
    }

    @Test
    void aDatabaseThatIsAwayFailsTheWholeSoThatItIsAskedAgain() {
        BatchActivities away;
        try (TestDatabase gone = new TestDatabase()) {
            away = new BatchActivitiesImpl(new PostgresRunRecords(gone.database()));
        }
        List<Runnable> questions = List.of(
                () -> away.record(List.of(record("wf1", "one"), record("wf2", "two"))),
                () -> away.known(tenant, List.of("wf1")));
        for (Runnable question : questions) {
            assertThatThrownBy(question::run).isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                assertThat(failure.getType()).isEqualTo(FailureType.DATABASE_UNAVAILABLE.name());
                assertThat(failure.isNonRetryable()).isFalse();
            });
        }
    }

    @Test
    void aBatchThatIsTooLargeIsRefused() {
        assertThatThrownBy(() -> batch.record(Collections.nCopies(BatchActivities.MOST + 1, record("wf", "why"))))
                .hasMessageContaining("at most 80 at once, not 81");
        assertThatThrownBy(() -> batch.known(tenant, Collections.nCopies(BatchActivities.MOST_AT_LENGTH + 1, "wf")))
                .isInstanceOfSatisfying(
                        ApplicationFailure.class,
                        failure -> assertThat(failure.getType()).isEqualTo(FailureType.BAD_INPUT.name()))
                .hasMessageContaining("at most 40 at once, not 41");
    }
}
