package dev.ratchet.activities.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ratchet.activities.approval.Approvals.Refused;
import dev.ratchet.activities.database.TestDatabase;
import dev.ratchet.activities.masterdata.PostgresMasterData;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Fact;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.Approval;
import dev.ratchet.workflows.contract.effect.ApprovalActivities.Closing;
import dev.ratchet.workflows.contract.policy.Bundle;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PostgresApprovalsTest {
    private static final Digest INTENT = Digest.of("the intent");
    private static final Digest OTHER = Digest.of("another intent");
    private static final ApprovalKeys KEYS = ApprovalKeys.generate();
    private static final Digest UPLOAD = Digest.of("what was uploaded");
    private static final String WORKFLOW = "letters/t/" + UPLOAD;
    private static TestDatabase test;
    private static Approvals approvals;
    private static int tenants;

    private final TenantId tenant = new TenantId("t" + ++tenants);

    @BeforeAll
    static void start() {
        test = new TestDatabase();
        approvals = new PostgresApprovals(test.database(), KEYS);
    }

    @AfterAll
    static void end() {
        test.close();
    }

    @BeforeEach
    void people() throws Exception {
        new PostgresMasterData(test.database()).load(tenant, """
                        people:
                          - {id: anna, roles: [clerk], limit: {EUR: 100.00}}
                          - {id: ben, roles: [clerk], limit: {EUR: 100.00}}
                          - {id: sub, roles: [clerk], limit: {EUR: 100.00}}
                          - {id: nora, roles: [clerk]}
                          - {id: boss, roles: [controller], limit: {EUR: 100.00}}
                        """);
        approvals.uploaded(tenant, UPLOAD, "sub");
    }

    private static Instant in(Duration time) {
        return Instant.now().plus(time).truncatedTo(ChronoUnit.MICROS);
    }

    private RunSummary run(
            String workflow, String run, @Nullable Digest intent, @Nullable Money amount, @Nullable Instant until) {
        return new RunSummary(
                tenant,
                new RunRef(workflow, run),
                "letters",
                "case-1.json",
                "sub",
                List.of(new Fact("case", "1"), new Fact("reader", "Ada")),
                amount,
                until == null ? RunStatus.RUNNING : RunStatus.WAITING,
                "WAITING",
                "CONSENT",
                "NEEDS_CONSENT",
                "A clerk must look at this.",
                List.of(new Finding("CODE", "line 1", "a sentence")),
                "REASON",
                "default",
                "a-clerk",
                null,
                until == null ? null : new RunSummary.Waiting("clerk", intent, until),
                new Bundle(
                        "letters", "build", new TreeMap<>(Map.of("p", "1")), new TreeMap<>(), "1", Digest.of("rules")),
                12,
                34);
    }

    private RunSummary run(@Nullable Digest intent, @Nullable Money amount, Duration left) {
        return run(WORKFLOW, "r1", intent, amount, in(left));
    }

    private RunSummary plain() {
        return run(INTENT, new Money("EUR", 100_00), Duration.ofDays(3));
    }

    private RunSummary open(RunSummary run) {
        approvals.open(run);
        return run;
    }

    @Test
    void whatIsOpenWaitsAsItWasToldUntilItIsClosed() {
        RunSummary first = open(plain());
        assertThat(approvals.waiting(tenant)).containsExactly(first);
        RunSummary bare = open(run(null, null, Duration.ofDays(1)));
        assertThat(approvals.waiting(tenant)).containsExactly(bare);
        approvals.close(new Closing(tenant, new RunRef(WORKFLOW, "an older run")));
        assertThat(approvals.waiting(tenant)).hasSize(1);
        approvals.close(new Closing(tenant, bare.run()));
        approvals.close(new Closing(tenant, bare.run()));
        assertThat(approvals.waiting(tenant)).isEmpty();
        open(run(INTENT, null, Duration.ofSeconds(-1)));
        assertThat(approvals.waiting(tenant)).isEmpty();
        assertThat(approvals.waiting(new TenantId("nobody"))).isEmpty();
    }

    @Test
    void whatHasWaitedLongestComesFirst() {
        for (String workflow : List.of("c", "a", "b")) {
            open(run(workflow, "r1", INTENT, null, in(Duration.ofDays(1))));
        }
        open(run("c", "r1", OTHER, null, in(Duration.ofDays(1))));
        assertThat(approvals.waiting(tenant))
                .extracting(RunSummary::workflowId)
                .as("opened again by the same run it keeps its place")
                .containsExactly("c", "a", "b");
        open(run("c", "r2", OTHER, null, in(Duration.ofDays(1))));
        assertThat(approvals.waiting(tenant))
                .extracting(RunSummary::workflowId)
                .as("opened by a later run it begins to wait")
                .containsExactly("a", "b", "c");
    }

    @Test
    void whatDoesNotWaitIsNotPutOnTheList() {
        assertThatThrownBy(() -> open(run(WORKFLOW, "r1", INTENT, null, null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'waiting'");
        assertThat(approvals.waiting(tenant)).isEmpty();
    }

    @Test
    void theColumnsRepeatTheSummary() {
        RunSummary plain = open(plain());
        assertThat(columns()).containsExactly("letters|" + INTENT + "|clerk|sub|EUR|10000");
        open(run(null, null, Duration.ofDays(1)));
        assertThat(columns()).containsExactly("letters|-|clerk|sub|-|-");
        approvals.close(new Closing(tenant, plain.run()));
    }

    private List<String> columns() {
        return test.database()
                .jdbi()
                .withHandle(handle -> handle.createQuery("""
                        SELECT concat_ws('|', agent, coalesce(intent, '-'), role, submitter, coalesce(currency, '-'),
                            coalesce(minor::text, '-'))
                        FROM approval_request WHERE tenant = :tenant""")
                        .bind("tenant", tenant.value())
                        .mapTo(String.class)
                        .list());
    }

    @Test
    void consentIsSignedOnceAndCountsForADay() throws Exception {
        open(plain());
        Approval approval = approvals.sign(tenant, WORKFLOW, INTENT, "anna");
        assertThat(KEYS.verification().signed(approval)).isTrue();
        assertThat(approval.tenant()).isEqualTo(tenant);
        assertThat(approval.workflowId()).isEqualTo(WORKFLOW);
        assertThat(approval.intent()).isEqualTo(INTENT);
        assertThat(approval.approver()).isEqualTo("anna");
        assertThat(approval.role()).isEqualTo("clerk");
        assertThat(approval.submitter()).isEqualTo("sub");
        assertThat(Duration.between(approval.decidedAt(), approval.expiresAt())).isEqualTo(Duration.ofHours(24));
        assertThat(approvals.sign(tenant, WORKFLOW, INTENT, "anna")).isEqualTo(approval);
    }

    @Test
    void consentEndsWithTheRequest() throws Exception {
        RunSummary run = open(run(INTENT, new Money("EUR", 1), Duration.ofHours(2)));
        assertThat(approvals.sign(tenant, WORKFLOW, INTENT, "anna").expiresAt())
                .isEqualTo(run.waiting().until().truncatedTo(ChronoUnit.SECONDS));
    }

    @Test
    void whereThereIsNoAmountTheRoleSufficesAndWhereThereIsOneALimitIsAsked() throws Exception {
        open(run(INTENT, new Money("EUR", 1), Duration.ofDays(1)));
        assertThat(refusal(WORKFLOW, "nora")).isEqualTo("APPROVER_LIMIT");
        open(run(INTENT, null, Duration.ofDays(1)));
        assertThat(approvals.sign(tenant, WORKFLOW, INTENT, "nora").approver()).isEqualTo("nora");
        assertThat(refusal(WORKFLOW, "boss")).isEqualTo("APPROVER_ROLE");
    }

    @Test
    void whoReallyUploadedItMayNotApproveItWhoeverTheRunSaysDid() throws Exception {
        approvals.uploaded(tenant, UPLOAD, "anna");
        approvals.uploaded(tenant, UPLOAD, "anna");
        open(plain());
        assertThat(refusal(WORKFLOW, "anna")).isEqualTo("APPROVER_IS_SUBMITTER");
        assertThat(approvals.sign(tenant, WORKFLOW, INTENT, "ben").approver()).isEqualTo("ben");
        approvals.uploaded(tenant, UPLOAD, "ben");
        assertThat(refusal(WORKFLOW, "ben")).isEqualTo("APPROVER_IS_SUBMITTER");
        assertThat(refusal(WORKFLOW, "anna")).isEqualTo("APPROVER_IS_SUBMITTER");
    }

    @Test
    void anotherUploadOrTenantIsNoReason() throws Exception {
        approvals.uploaded(tenant, Digest.of("another upload"), "anna");
        approvals.uploaded(new TenantId(tenant + "-other"), UPLOAD, "anna");
        open(plain());
        assertThat(approvals.sign(tenant, WORKFLOW, INTENT, "anna").approver()).isEqualTo("anna");
    }

    @Test
    void whereNobodyUploadedAnythingNobodyMayApprove() {
        for (String workflow : List.of(
                "letters/t/" + Digest.of("a text that a worker made"), "named-by-hand", WORKFLOW + "/", "x" + UPLOAD)) {
            open(run(workflow, "r1", INTENT, new Money("EUR", 100_00), in(Duration.ofDays(1))));
            assertThat(refusal(workflow, "anna")).as(workflow).isEqualTo("SUBMITTER_UNKNOWN");
        }
    }

    @Test
    void whoUploadedSomethingStaysOnRecord() {
        for (String sql : List.of("DELETE FROM uploader", "UPDATE uploader SET person = 'x'", "TRUNCATE uploader")) {
            assertThatThrownBy(() -> test.database().jdbi().useHandle(handle -> handle.execute(sql)))
                    .as(sql)
                    .rootCause()
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> asSuperuser(sql)).as(sql).hasMessageContaining("append-only");
        }
    }

    private static void asSuperuser(String sql) throws SQLException {
        try (Connection connection = test.superuser();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private @Nullable String refusal(String workflow, String approver) {
        Refused refused = catchThrowableOfType(Refused.class, () -> approvals.sign(tenant, workflow, INTENT, approver));
        return refused == null ? null : refused.code();
    }

    @TestFactory
    Stream<DynamicTest> consentThatIsNotTaken() {
        Duration day = Duration.ofDays(1);
        return Stream.of(
                refused("NOT_WAITING", null, INTENT, "anna"),
                refused("REQUEST_EXPIRED", run(INTENT, new Money("EUR", 1), Duration.ofSeconds(-1)), INTENT, "anna"),
                refused("NOTHING_TO_APPROVE", run(null, null, day), INTENT, "anna"),
                refused("INTENT_CHANGED", plain(), OTHER, "anna"),
                refused("APPROVER_IS_SUBMITTER", plain(), INTENT, "sub"),
                refused("APPROVER_UNKNOWN", plain(), INTENT, "mallory"),
                refused("APPROVER_ROLE", plain(), INTENT, "boss"),
                refused("APPROVER_LIMIT", run(INTENT, new Money("EUR", 100_01), day), INTENT, "anna"),
                refused("APPROVER_LIMIT", run(INTENT, new Money("EUR", -100_01), day), INTENT, "anna"),
                refused("APPROVER_LIMIT", run(INTENT, new Money("EUR", Long.MIN_VALUE), day), INTENT, "anna"),
                refused("APPROVER_LIMIT", run(INTENT, new Money("USD", 1), day), INTENT, "anna"));
    }

    private DynamicTest refused(String code, @Nullable RunSummary run, Digest intent, String approver) {
        return DynamicTest.dynamicTest(code, () -> {
            if (run != null) {
                approvals.open(run);
            }
            Refused refused =
                    catchThrowableOfType(Refused.class, () -> approvals.sign(tenant, WORKFLOW, intent, approver));
            assertThat(refused).isNotNull();
            assertThat(refused.code()).isEqualTo(code);
            assertThat(refused.getMessage()).hasSizeGreaterThan(20);
        });
    }
}
