package dev.ratchet.activities.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ratchet.activities.approval.Approvals.Refused;
import dev.ratchet.activities.attestation.AttestationKeys;
import dev.ratchet.activities.database.TestDatabase;
import dev.ratchet.activities.effect.Permitted;
import dev.ratchet.activities.masterdata.TestMasterData;
import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Fact;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.Proposal;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.Approval;
import dev.ratchet.workflows.contract.effect.ApprovalActivities.Claim;
import dev.ratchet.workflows.contract.effect.ApprovalActivities.Closing;
import dev.ratchet.workflows.contract.effect.ApprovalActivities.Opening;
import dev.ratchet.workflows.contract.effect.ApprovalRequest;
import dev.ratchet.workflows.contract.effect.EffectActivities;
import dev.ratchet.workflows.contract.effect.EffectDescription;
import dev.ratchet.workflows.contract.effect.Intent;
import dev.ratchet.workflows.contract.effect.Permission;
import dev.ratchet.workflows.contract.effect.PersonDecision;
import dev.ratchet.workflows.contract.effect.PersonStatement;
import dev.ratchet.workflows.contract.effect.PersonStatement.Kind;
import dev.ratchet.workflows.contract.effect.ProposedEffect;
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
    private static final Intent LETTER = intent("Dear reader");
    private static final Intent OTHER_LETTER = intent("Dear editor");
    private static final Digest INTENT = LETTER.digest();
    private static final Digest OTHER = OTHER_LETTER.digest();
    private static final List<Fact> SUBJECT = List.of(new Fact("case", "1"), new Fact("reader", "Ada"));
    private static final List<Fact> WHOLE = List.of(new Fact("effect", "send a letter"), new Fact("reader", "Ada"));
    private static final ApprovalKeys KEYS = ApprovalKeys.generate();
    private static final Digest UPLOAD = Digest.of("what was uploaded");
    private static final String WORKFLOW = "letters/t/" + UPLOAD;
    private static TestDatabase test;
    private static Approvals approvals;

    /** Of whatever effect is described. */
    private static @Nullable Money amount;

    private static int tenants;

    private final TenantId tenant = new TenantId("t" + ++tenants);

    @BeforeAll
    static void start() {
        test = new TestDatabase();
        approvals = new PostgresApprovals(
                test.database(), KEYS, Permitted.keys(KEYS), intent -> new EffectDescription(SUBJECT, amount, WHOLE));
    }

    private static Intent intent(String text) {
        return new Intent("case-1", "letter", new TreeMap<>(Map.of("text", text)));
    }

    @AfterAll
    static void end() {
        test.close();
    }

    @BeforeEach
    void people() throws Exception {
        TestMasterData.load(test.database(), tenant, """
                        people:
                          - {id: anna, roles: [clerk], limit: {EUR: 100.00}}
                          - {id: ben, roles: [clerk], limit: {EUR: 100.00}}
                          - {id: sub, roles: [clerk], limit: {EUR: 100.00}}
                          - {id: nora, roles: [clerk]}
                          - {id: boss, roles: [controller], limit: {EUR: 100.00}}
                          - {id: max, roles: [masterdata]}
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
                SUBJECT,
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
                until == null ? null : new RunSummary.Waiting("clerk", intent, until, 3),
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

    /** The effect is over what the run says. */
    private RunSummary open(RunSummary run) {
        amount = run.amount();
        approvals.open(opening(run));
        return run;
    }

    private static Opening opening(RunSummary run) {
        Digest intent = run.waiting() == null ? null : run.waiting().intent();
        return new Opening(run, intent == null ? null : effect(run, intent.equals(INTENT) ? LETTER : OTHER_LETTER));
    }

    private static ProposedEffect effect(RunSummary run, Intent intent) {
        return new ProposedEffect(
                intent, Permitted.attested(run.tenant(), run.run(), permission(intent.digest(), "clerk")));
    }

    private static Permission permission(Digest intent, @Nullable String role) {
        return new Permission(intent, false, role, "a-clerk", Digest.of("rules"), null);
    }

    private List<RunSummary> waiting() {
        return approvals.waiting(tenant).stream().map(ApprovalRequest::run).toList();
    }

    @Test
    void whatIsOpenWaitsAsItWasToldUntilItIsClosed() {
        RunSummary first = open(plain());
        assertThat(approvals.waiting(tenant)).containsExactly(new ApprovalRequest(first, WHOLE));
        RunSummary bare = open(run(null, null, Duration.ofDays(1)));
        assertThat(approvals.waiting(tenant)).containsExactly(new ApprovalRequest(bare, List.of()));
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
    void whatTheEffectIsCountsAndNotWhatTheRunSaysOfIt() throws Exception {
        RunSummary says = run(INTENT, new Money("EUR", 10_00), Duration.ofDays(1))
                .about(List.of(new Fact("reader", "Grace")), new Money("EUR", 10_00));
        amount = new Money("EUR", 40_000_00);
        approvals.open(opening(says));
        assertThat(approvals.waiting(tenant)).containsExactly(new ApprovalRequest(says.about(SUBJECT, amount), WHOLE));
        assertThat(columns()).containsExactly("letters|" + INTENT + "|clerk|sub|EUR|4000000");
        assertThat(refusal(WORKFLOW, "anna")).isEqualTo("APPROVER_LIMIT");
        amount = new Money("EUR", 100_00);
        assertThat(approvals.sign(tenant, WORKFLOW, INTENT, "anna").approver()).isEqualTo("anna");
    }

    @TestFactory
    Stream<DynamicTest> whatNoWorkerAttestedIsNotPutOnTheListAndNotBelievedThere() {
        RunSummary run = plain();
        Permission right = permission(INTENT, "clerk");
        return Map.of(
                        "no key", new ProposedEffect(LETTER, new Attested<>(right, "")),
                        "another key",
                                new ProposedEffect(
                                        LETTER,
                                        AttestationKeys.generate().attest("permission", tenant, WORKFLOW, right)),
                        "another run's",
                                new ProposedEffect(LETTER, Permitted.attested(tenant, Permitted.run("another"), right)),
                        "another tenant's",
                                new ProposedEffect(LETTER, Permitted.attested(TenantId.DEFAULT, run.run(), right)),
                        "of another intent",
                                new ProposedEffect(
                                        LETTER, Permitted.attested(tenant, run.run(), permission(OTHER, "clerk"))),
                        "another intent than the run says", effect(run, OTHER_LETTER),
                        "another role than the run says",
                                new ProposedEffect(
                                        LETTER,
                                        Permitted.attested(tenant, run.run(), permission(INTENT, "controller"))))
                .entrySet()
                .stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> {
                    Opening forged = new Opening(run, each.getValue());
                    assertThatThrownBy(() -> approvals.open(forged)).isInstanceOf(IllegalArgumentException.class);
                    assertThat(columns()).isEmpty();
                    plant(forged);
                    assertThat(approvals.waiting(tenant)).isEmpty();
                    assertThat(refusal(WORKFLOW, "anna")).isEqualTo("NOT_WAITING");
                    approvals.close(new Closing(tenant, run.run()));
                }));
    }

    /** As somebody could who can write to the database. */
    private void plant(Opening forged) {
        test.database().jdbi().useHandle(handle -> Requests.open(handle, forged));
    }

    @Test
    void aRunThatWaitsForConsentSaysToWhat() {
        assertThatThrownBy(() -> approvals.open(new Opening(plain(), null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'intent'");
        assertThat(approvals.waiting(tenant)).isEmpty();
    }

    @Test
    void aRequestPlantedUnderAnotherRunsIdIsNotBelieved() {
        String other = "letters/t/" + Digest.of("another upload");
        approvals.uploaded(tenant, Digest.of("another upload"), "sub");
        open(plain());
        test.database()
                .jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "UPDATE approval_request SET workflow_id = :other WHERE tenant = :tenant")
                        .bind("other", other)
                        .bind("tenant", tenant.value())
                        .execute());
        assertThat(refusal(other, "anna")).isEqualTo("NOT_WAITING");
    }

    @Test
    void whatHasWaitedLongestComesFirst() {
        for (String workflow : List.of("c", "a", "b")) {
            open(run(workflow, "r1", INTENT, null, in(Duration.ofDays(1))));
        }
        open(run("c", "r1", OTHER, null, in(Duration.ofDays(1))));
        assertThat(waiting())
                .extracting(RunSummary::workflowId)
                .as("opened again by the same run it keeps its place")
                .containsExactly("c", "a", "b");
        open(run("c", "r2", OTHER, null, in(Duration.ofDays(1))));
        assertThat(waiting())
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
                open(run);
            }
            Refused refused =
                    catchThrowableOfType(Refused.class, () -> approvals.sign(tenant, WORKFLOW, intent, approver));
            assertThat(refused).isNotNull();
            assertThat(refused.code()).isEqualTo(code);
            assertThat(refused.getMessage()).hasSizeGreaterThan(20);
        });
    }

    // ---- what people say other than consent

    private @Nullable String refusal(Kind kind, String person) {
        Refused refused =
                catchThrowableOfType(Refused.class, () -> approvals.state(tenant, WORKFLOW, words(kind), person));
        return refused == null ? null : refused.code();
    }

    private static final Proposal PROPOSAL = new Proposal("record_fields", "{\"fields\":{}}");

    private static PersonStatement.Words words(Kind kind) {
        return new PersonStatement.Words(
                kind, kind == Kind.DENY ? "not ordered" : "", kind == Kind.PROPOSE ? PROPOSAL : null);
    }

    private @Nullable String refusal(RunSummary run, PersonDecision decision) {
        return approvals
                .refuse(new Claim(run.tenant(), run.run(), run.waiting(), decision))
                .map(EffectActivities.Refused::code)
                .orElse(null);
    }

    @Test
    void whatAPersonSaysIsSignedForThisRequestAndVerified() throws Exception {
        RunSummary run = open(plain());
        for (Kind kind : Kind.values()) {
            PersonStatement said = approvals.state(tenant, WORKFLOW, words(kind), "anna");
            assertThat(said.person()).isEqualTo("anna");
            assertThat(said.kind()).isEqualTo(kind);
            assertThat(said.answers(tenant, run.run(), run.waiting())).isTrue();
            assertThat(Duration.between(said.statedAt(), said.expiresAt())).isEqualTo(Duration.ofHours(24));
            assertThat(refusal(run, new PersonDecision.State(said))).isNull();
        }
        Approval approval = approvals.sign(tenant, WORKFLOW, INTENT, "anna");
        assertThat(refusal(run, new PersonDecision.Approve(approval))).isNull();
    }

    /** The role that is asked for, or to have brought it in; for a recheck, also who mends master data. */
    @Test
    void whoMaySayWhat() {
        assertThat(refusal(Kind.DENY, "anna")).as("nothing waits").isEqualTo("NOT_WAITING");
        open(plain());
        for (String person : List.of("anna", "nora", "sub")) {
            assertThat(refusal(Kind.DENY, person)).as(person).isNull();
            assertThat(refusal(Kind.PROPOSE, person)).as(person).isNull();
            assertThat(refusal(Kind.RECHECK, person)).as(person).isNull();
        }
        for (String person : List.of("boss", "mallory", "max")) {
            assertThat(refusal(Kind.DENY, person)).as(person).isEqualTo("STATEMENT_ROLE");
            assertThat(refusal(Kind.PROPOSE, person)).as(person).isEqualTo("STATEMENT_ROLE");
        }
        assertThat(refusal(Kind.RECHECK, "max")).isNull();
        assertThat(refusal(Kind.RECHECK, "boss")).isEqualTo("STATEMENT_ROLE");
        open(run(INTENT, null, Duration.ofSeconds(-1)));
        assertThat(refusal(Kind.DENY, "anna")).isEqualTo("REQUEST_EXPIRED");
    }

    @Test
    void aProposalIsSignedWithEveryCharacterOfIt() throws Exception {
        RunSummary run = open(plain());
        PersonStatement said = approvals.state(tenant, WORKFLOW, words(Kind.PROPOSE), "anna");
        assertThat(said.proposal()).isEqualTo(PROPOSAL);
        for (Proposal other : List.of(
                new Proposal("record_fields", "{\"fields\":{} }"),
                new Proposal("choose_relation", "{\"fields\":{}}"))) {
            assertThat(refusal(run, said(proposing(other, said)))).isEqualTo("STATEMENT_FORGED");
        }
    }

    private static PersonStatement proposing(Proposal proposal, PersonStatement s) {
        return new PersonStatement(
                s.tenant(),
                s.run(),
                s.kind(),
                s.why(),
                proposal,
                s.request(),
                s.person(),
                s.statedAt(),
                s.expiresAt(),
                s.key(),
                s.signature());
    }

    /** The effect rests on anna's word: she has role and limit, and somebody else must consent. */
    @Test
    void whoseWordItIsDoesNotConsentToIt() throws Exception {
        RunSummary run = run(INTENT, null, Duration.ofDays(3));
        amount = null;
        approvals.open(new Opening(
                run,
                new ProposedEffect(
                        LETTER,
                        Permitted.attested(
                                run.tenant(),
                                run.run(),
                                permission(INTENT, "clerk").onTheWordOf("anna")))));
        assertThat(approvals.waiting(tenant))
                .singleElement()
                .satisfies(request -> assertThat(request.effect()).contains(new Fact("rests on the word of", "anna")));
        assertThat(refusal(WORKFLOW, "anna")).isEqualTo("APPROVER_SAID_IT");
        assertThat(approvals.sign(tenant, WORKFLOW, INTENT, "nora").approver()).isEqualTo("nora");
    }

    @TestFactory
    Stream<DynamicTest> whatARunMayNotTakeIn() throws Exception {
        RunSummary run = plain();
        RunSummary later = run(
                WORKFLOW, "r2", INTENT, new Money("EUR", 100_00), run.waiting().until());
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        PersonStatement right = KEYS.sign(new PersonStatement(
                tenant,
                run.run(),
                Kind.DENY,
                "not ordered",
                null,
                run.waiting().request(),
                "anna",
                now,
                now.plusSeconds(600),
                "",
                ""));
        Map<String, List<PersonDecision>> refused = new TreeMap<>();
        refused.put(
                "STATEMENT_FORGED",
                List.of(
                        said(ApprovalKeys.generate().sign(right)),
                        said(signature(right, "")),
                        said(new PersonStatement(
                                tenant,
                                run.run(),
                                Kind.DENY,
                                "another reason",
                                null,
                                right.request(),
                                "anna",
                                now,
                                right.expiresAt(),
                                right.key(),
                                right.signature())),
                        said(new PersonStatement(
                                tenant,
                                run.run(),
                                Kind.DENY,
                                right.why(),
                                null,
                                right.request(),
                                "ben",
                                now,
                                right.expiresAt(),
                                right.key(),
                                right.signature()))));
        refused.put(
                "STATEMENT_MISMATCH",
                List.of(said(to(later, right)), said(to(run(null, null, Duration.ofDays(3)), right))));
        refused.put("STATEMENT_EXPIRED", List.of(said(expired(right))));
        refused.put("STATEMENT_ROLE", List.of(said(by("boss", right)), said(by("mallory", right))));
        Approval consent = new ApprovalBuilder(tenant, run.run(), INTENT, "anna").signedWith(KEYS);
        refused.put(
                "APPROVAL_FORGED",
                List.of(new PersonDecision.Approve(ApprovalKeys.generate().sign(consent))));
        refused.put(
                "APPROVAL_MISMATCH",
                List.of(new PersonDecision.Approve(
                        new ApprovalBuilder(tenant, run.run(), OTHER, "anna").signedWith(KEYS))));
        refused.put(
                "APPROVAL_EXPIRED",
                List.of(new PersonDecision.Approve(new ApprovalBuilder(tenant, run.run(), INTENT, "anna")
                        .validFor(Duration.ofSeconds(-1))
                        .signedWith(KEYS))));
        refused.put(
                "APPROVER_ROLE",
                List.of(new PersonDecision.Approve(
                        new ApprovalBuilder(tenant, run.run(), INTENT, "boss").signedWith(KEYS))));
        assertThat(refusal(run, said(right))).isNull();
        return refused.entrySet().stream()
                .flatMap(each -> each.getValue().stream()
                        .map(decision -> DynamicTest.dynamicTest(
                                each.getKey(),
                                () -> assertThat(refusal(run, decision)).isEqualTo(each.getKey()))));
    }

    private static PersonDecision said(PersonStatement statement) {
        return new PersonDecision.State(statement);
    }

    private static PersonStatement to(RunSummary run, PersonStatement s) {
        return KEYS.sign(new PersonStatement(
                run.tenant(),
                run.run(),
                s.kind(),
                s.why(),
                null,
                run.waiting().request(),
                s.person(),
                s.statedAt(),
                s.expiresAt(),
                "",
                ""));
    }

    private static PersonStatement by(String person, PersonStatement s) {
        return KEYS.sign(new PersonStatement(
                s.tenant(),
                s.run(),
                s.kind(),
                s.why(),
                null,
                s.request(),
                person,
                s.statedAt(),
                s.expiresAt(),
                "",
                ""));
    }

    private static PersonStatement expired(PersonStatement s) {
        return KEYS.sign(new PersonStatement(
                s.tenant(),
                s.run(),
                s.kind(),
                s.why(),
                null,
                s.request(),
                s.person(),
                s.statedAt(),
                s.statedAt(),
                "",
                ""));
    }

    private static PersonStatement signature(PersonStatement s, String signature) {
        return new PersonStatement(
                s.tenant(),
                s.run(),
                s.kind(),
                s.why(),
                null,
                s.request(),
                s.person(),
                s.statedAt(),
                s.expiresAt(),
                s.key(),
                signature);
    }
}
