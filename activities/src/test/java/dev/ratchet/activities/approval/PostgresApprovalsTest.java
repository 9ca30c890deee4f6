package dev.ratchet.activities.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ratchet.activities.approval.Approvals.Refused;
import dev.ratchet.activities.database.TestDatabase;
import dev.ratchet.activities.masterdata.PostgresMasterData;
import dev.ratchet.workflows.contract.Approval;
import dev.ratchet.workflows.contract.ApprovalActivities.Closing;
import dev.ratchet.workflows.contract.ApprovalActivities.Request;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PostgresApprovalsTest {
    private static final Digest INTENT = Digest.of("the entry");
    private static final Digest OTHER = Digest.of("another entry");
    private static final ApprovalKeys KEYS = ApprovalKeys.generate();
    private static final Digest DOCUMENT = Digest.of("the document");
    private static final String WORKFLOW = "invoice/t/" + DOCUMENT;
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
                          - {id: boss, roles: [controller], limit: {EUR: 100.00}}
                        """);
        approvals.broughtIn(tenant, DOCUMENT, "sub");
    }

    private static Instant in(Duration time) {
        return Instant.now().plus(time).truncatedTo(ChronoUnit.MICROS);
    }

    private Request request(String run, @Nullable Digest intent, @Nullable Money amount, Instant expiresAt) {
        return new Request(
                tenant,
                new RunRef(WORKFLOW, run),
                intent,
                "clerk",
                "sub",
                "re-1.xml",
                "ACME",
                "RE-1",
                amount,
                List.of(new Finding("CODE", "line 1", "a sentence")),
                expiresAt);
    }

    private Request plain() {
        return request("r1", INTENT, new Money("EUR", 100_00), in(Duration.ofDays(3)));
    }

    private Request open(Request request) {
        approvals.open(request);
        return request;
    }

    @Test
    void whatIsOpenWaitsUntilItIsClosed() {
        Request first = open(plain());
        assertThat(approvals.waiting(tenant)).containsExactly(first);
        Request bare = open(request("r1", null, null, in(Duration.ofDays(1))));
        assertThat(approvals.waiting(tenant)).containsExactly(bare);
        approvals.close(new Closing(tenant, new RunRef(WORKFLOW, "an older run")));
        assertThat(approvals.waiting(tenant)).hasSize(1);
        approvals.close(new Closing(tenant, bare.run()));
        approvals.close(new Closing(tenant, bare.run()));
        assertThat(approvals.waiting(tenant)).isEmpty();
        open(request("r1", INTENT, null, in(Duration.ofSeconds(-1))));
        assertThat(approvals.waiting(tenant)).isEmpty();
        assertThat(approvals.waiting(new TenantId("nobody"))).isEmpty();
    }

    @Test
    void consentIsSignedOnceAndCountsForADay() throws Exception {
        open(plain());
        Approval approval = approvals.sign(tenant, WORKFLOW, INTENT, "anna");
        assertThat(KEYS.verification().signed(approval)).isTrue();
        assertThat(approval.role()).isEqualTo("clerk");
        assertThat(approval.submitter()).isEqualTo("sub");
        assertThat(Duration.between(approval.decidedAt(), approval.expiresAt())).isEqualTo(Duration.ofHours(24));
        assertThat(approvals.sign(tenant, WORKFLOW, INTENT, "anna")).isEqualTo(approval);
    }

    @Test
    void consentEndsWithTheRequest() throws Exception {
        Request request = open(request("r1", INTENT, new Money("EUR", 1), in(Duration.ofHours(2))));
        assertThat(approvals.sign(tenant, WORKFLOW, INTENT, "anna").expiresAt())
                .isEqualTo(request.expiresAt().truncatedTo(ChronoUnit.SECONDS));
    }

    @Test
    void whoReallyBroughtTheDocumentInMayNotApproveItWhoeverTheRunSaysDid() throws Exception {
        approvals.broughtIn(tenant, DOCUMENT, "anna");
        approvals.broughtIn(tenant, DOCUMENT, "anna");
        open(plain());
        assertThat(refusal(WORKFLOW, "anna")).isEqualTo("APPROVER_IS_SUBMITTER");
        assertThat(approvals.sign(tenant, WORKFLOW, INTENT, "ben").approver()).isEqualTo("ben");
        approvals.broughtIn(tenant, DOCUMENT, "ben");
        assertThat(refusal(WORKFLOW, "ben")).isEqualTo("APPROVER_IS_SUBMITTER");
        assertThat(refusal(WORKFLOW, "anna")).isEqualTo("APPROVER_IS_SUBMITTER");
    }

    @Test
    void anotherDocumentOrTenantIsNoReason() throws Exception {
        approvals.broughtIn(tenant, Digest.of("another document"), "anna");
        approvals.broughtIn(new TenantId(tenant + "-other"), DOCUMENT, "anna");
        open(plain());
        assertThat(approvals.sign(tenant, WORKFLOW, INTENT, "anna").approver()).isEqualTo("anna");
    }

    @Test
    void whereNobodyBroughtADocumentInNobodyMayApprove() {
        for (String workflow : List.of(
                "invoice/t/" + Digest.of("a text that a worker made"),
                "named-by-hand",
                WORKFLOW + "/",
                "x" + DOCUMENT)) {
            Request plain = plain();
            open(new Request(
                    tenant,
                    new RunRef(workflow, "r1"),
                    INTENT,
                    plain.role(),
                    "sub",
                    plain.name(),
                    null,
                    null,
                    plain.amount(),
                    List.of(),
                    plain.expiresAt()));
            assertThat(refusal(workflow, "anna")).as(workflow).isEqualTo("SUBMITTER_UNKNOWN");
        }
    }

    @Test
    void whoBroughtADocumentInStaysOnRecord() {
        for (String sql :
                List.of("DELETE FROM brought_in", "UPDATE brought_in SET person = 'x'", "TRUNCATE brought_in")) {
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
        return Stream.of(
                refused("NOT_WAITING", null, INTENT, "anna"),
                refused(
                        "REQUEST_EXPIRED",
                        request("r1", INTENT, new Money("EUR", 1), in(Duration.ofSeconds(-1))),
                        INTENT,
                        "anna"),
                refused("NOTHING_TO_APPROVE", request("r1", null, null, in(Duration.ofDays(1))), INTENT, "anna"),
                refused("INTENT_CHANGED", plain(), OTHER, "anna"),
                refused("APPROVER_IS_SUBMITTER", plain(), INTENT, "sub"),
                refused("APPROVER_UNKNOWN", plain(), INTENT, "mallory"),
                refused("APPROVER_ROLE", plain(), INTENT, "boss"),
                refused(
                        "APPROVER_LIMIT",
                        request("r1", INTENT, new Money("EUR", 100_01), in(Duration.ofDays(1))),
                        INTENT,
                        "anna"),
                refused(
                        "APPROVER_LIMIT",
                        request("r1", INTENT, new Money("EUR", -100_01), in(Duration.ofDays(1))),
                        INTENT,
                        "anna"),
                refused(
                        "APPROVER_LIMIT",
                        request("r1", INTENT, new Money("EUR", Long.MIN_VALUE), in(Duration.ofDays(1))),
                        INTENT,
                        "anna"),
                refused(
                        "APPROVER_LIMIT",
                        request("r1", INTENT, new Money("USD", 1), in(Duration.ofDays(1))),
                        INTENT,
                        "anna"));
    }

    private DynamicTest refused(String code, @Nullable Request request, Digest intent, String approver) {
        return DynamicTest.dynamicTest(code, () -> {
            if (request != null) {
                approvals.open(request);
            }
            Refused refused =
                    catchThrowableOfType(Refused.class, () -> approvals.sign(tenant, WORKFLOW, intent, approver));
            assertThat(refused).isNotNull();
            assertThat(refused.code()).isEqualTo(code);
            assertThat(refused.getMessage()).hasSizeGreaterThan(20);
        });
    }
}
