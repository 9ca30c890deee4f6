package dev.ratchet.activities.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.activities.approval.ApprovalBuilder;
import dev.ratchet.activities.approval.ApprovalKeys;
import dev.ratchet.activities.approval.PostgresApprovals;
import dev.ratchet.activities.attestation.AttestationKeys;
import dev.ratchet.activities.database.TestDatabase;
import dev.ratchet.activities.masterdata.TestMasterData;
import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.Approval;
import dev.ratchet.workflows.contract.effect.Authorization;
import dev.ratchet.workflows.contract.effect.EffectActivities.AlreadyDone;
import dev.ratchet.workflows.contract.effect.EffectActivities.Done;
import dev.ratchet.workflows.contract.effect.EffectActivities.Refused;
import dev.ratchet.workflows.contract.effect.EffectActivities.Request;
import dev.ratchet.workflows.contract.effect.EffectActivities.Result;
import dev.ratchet.workflows.contract.effect.Intent;
import dev.ratchet.workflows.contract.effect.Permission;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What every kind of effect gets from the one door, whatever the kind is. Each test has a tenant of its own. */
public abstract class EffectsContract {
    protected static final ApprovalKeys KEYS = ApprovalKeys.generate();

    private static final String PEOPLE = """
            people:
              - {id: anna, roles: [clerk], limit: {EUR: 5000.00}}
              - {id: bert, roles: [controller, clerk], limit: {EUR: 50000.00}}
              - {id: sub, roles: [clerk], limit: {EUR: 5000.00}}
              - {id: nora, roles: [clerk]}
            """;
    private static final Digest UPLOAD = Digest.of("what the run was started with");
    private static final String WORKFLOW = "agent/t/" + UPLOAD;
    private static final RunRef RUN = new RunRef(WORKFLOW, "run-1");
    private static final RunRef LATER_RUN = new RunRef(WORKFLOW, "run-2");

    private static int tenants;

    protected final TenantId tenant = new TenantId("effects-" + ++tenants);

    protected abstract TestDatabase test();

    protected abstract EffectKind kind();

    /** Loads what else the kind needs before it can perform. */
    protected abstract void prepare(TenantId whose) throws Exception;

    /**
     * What can be performed with anna's approval.
     *
     * @param key one business key for each
     * @param content what differs under the same business key
     */
    protected abstract Intent intent(TenantId whose, int key, int content);

    /** The first receipt in an empty tenant, of {@code intent(tenant, 1, 0)}. */
    protected abstract Receipt first();

    /** The table in which an effect leaves one row; it has a column {@code tenant}. */
    protected abstract String table();

    /** Whether the kind has an amount, so that approvers need a limit. */
    protected abstract boolean hasAmount();

    @BeforeEach
    void load() throws Exception {
        load(tenant);
    }

    private void load(TenantId whose) throws Exception {
        TestMasterData.load(test().database(), whose, PEOPLE);
        prepare(whose);
    }

    private Effects effects() {
        return new BroughtIn(door(), test().database(), List.of(kind()));
    }

    private Effects door() {
        return new PostgresEffects(test().database(), Permitted.keys(KEYS), List.of(kind()));
    }

    private PostgresApprovals approvals() {
        return new PostgresApprovals(test().database(), KEYS, Permitted.keys(KEYS), effects());
    }

    private Result perform(Request request) {
        return effects().perform(request);
    }

    private Request request(RunRef run, Intent intent, Approval... approvals) {
        return Permitted.request(tenant, run, intent, new Authorization.Approved(intent.digest(), List.of(approvals)));
    }

    private ApprovalBuilder approval(Intent intent, String approver) {
        return new ApprovalBuilder(tenant, RUN, intent.digest(), approver);
    }

    private Approval anna(Intent intent) {
        return approval(intent, "anna").signedWith(KEYS);
    }

    private Intent intent(int key) {
        return intent(tenant, key, 0);
    }

    /** A good request. */
    private Request good(int key) {
        return request(RUN, intent(key), anna(intent(key)));
    }

    private List<String> rows(String sql) {
        return test().database()
                .jdbi()
                .withHandle(handle -> handle.createQuery(sql)
                        .bind("tenant", tenant.value())
                        .mapTo(String.class)
                        .list());
    }

    private int performed() {
        return rows("SELECT tenant FROM " + table() + " WHERE tenant = :tenant").size();
    }

    private int logged() {
        return rows("SELECT tenant FROM effect WHERE tenant = :tenant").size();
    }

    private void nothingHappened() {
        assertThat(performed()).as("rows of the effect").isZero();
        assertThat(logged()).as("rows of the log").isZero();
        assertThat(rows("SELECT approval FROM authorization_use WHERE tenant = :tenant"))
                .isEmpty();
    }

    private static void assertCode(Result result, String code) {
        assertThat(result).isInstanceOfSatisfying(Refused.class, no -> {
            assertThat(no.code()).isEqualTo(code);
            assertThat(no.why()).doesNotContain("%s", "null").hasSizeGreaterThan(15);
        });
    }

    // Once --------------------------------------------------------------------------------------------------------

    @Test
    void whatIsAuthorizedIsPerformedAndLoggedWithItsReceipt() {
        Intent intent = intent(1);
        Approval approval = anna(intent);
        assertThat(perform(request(RUN, intent, approval))).isEqualTo(new Done(first()));
        assertThat(performed()).isEqualTo(1);
        assertThat(rows("""
                SELECT concat_ws('|', intent, kind, business_key, workflow_id, run_id, authority, receipt_kind, receipt_id)
                FROM effect WHERE tenant = :tenant"""))
                .containsExactly(String.join(
                        "|",
                        intent.digest().hex(),
                        intent.kind(),
                        intent.businessKey(),
                        WORKFLOW,
                        "run-1",
                        "approved by anna",
                        first().kind(),
                        first().id()));
        assertThat(rows("SELECT approval || '|' || intent FROM authorization_use WHERE tenant = :tenant"))
                .containsExactly(approval.id() + "|" + intent.digest());
    }

    @Test
    void theSameRunIsAnsweredTheSameAgain() {
        Request request = good(1);
        assertThat(perform(request)).isEqualTo(new Done(first()));
        assertThat(perform(request)).isEqualTo(new Done(first()));
        assertThat(performed()).isEqualTo(1);
    }

    @Test
    void anotherRunFindsItDone() {
        perform(good(1));
        Intent intent = intent(1);
        RunRef other = Permitted.run("other");
        Approval own = approval(intent, "bert").workflowId(other.workflowId()).signedWith(KEYS);
        assertThat(perform(request(other, intent, own))).isEqualTo(new AlreadyDone(first()));
        assertThat(perform(request(LATER_RUN, intent, anna(intent)))).isEqualTo(new AlreadyDone(first()));
        assertThat(performed()).isEqualTo(1);
    }

    @Test
    void whatWasDoneIsAnsweredWhateverAuthorizationItIsAskedWith() {
        perform(good(1));
        Intent intent = intent(1);
        Digest other = Digest.of("another intent");
        Stream.of(
                        new Authorization.Approved(intent.digest(), List.of()),
                        new Authorization.Approved(other, List.of()),
                        new Authorization.Approved(
                                intent.digest(),
                                List.of(approval(intent, "mallory").signedWith(KEYS))),
                        grant(intent.digest()))
                .forEach(authorization -> {
                    assertThat(perform(Permitted.request(tenant, RUN, intent, authorization)))
                            .isEqualTo(new Done(first()));
                    assertThat(perform(Permitted.request(tenant, LATER_RUN, intent, authorization)))
                            .isEqualTo(new AlreadyDone(first()));
                });
        assertThat(performed()).isEqualTo(1);
    }

    @Test
    void theSameBusinessKeyWithOtherContentIsRefusedWithWhatWasDone() {
        perform(good(1));
        Intent other = intent(tenant, 1, 1);
        assertThat(other.businessKey()).isEqualTo(intent(1).businessKey());
        for (RunRef run : List.of(RUN, LATER_RUN)) {
            assertThat(perform(request(run, other, anna(other)))).isInstanceOfSatisfying(Refused.class, no -> {
                assertThat(no.code()).isEqualTo("BUSINESS_KEY_TAKEN");
                assertThat(no.taken()).isEqualTo(first());
                assertThat(no.why())
                        .isEqualTo("'%s' was performed before with other content, as %s %s"
                                .formatted(other.businessKey(), first().kind(), first().id()));
            });
        }
        assertThat(performed()).isEqualTo(1);
        assertThat(logged()).isEqualTo(1);
    }

    @Test
    void tenantsAreApart() throws Exception {
        perform(good(1));
        TenantId other = new TenantId(tenant.value() + "-other");
        load(other);
        Intent theirs = intent(other, 1, 0);
        Approval approval = new ApprovalBuilder(other, RUN, theirs.digest(), "anna").signedWith(KEYS);
        assertThat(perform(Permitted.request(
                        other, RUN, theirs, new Authorization.Approved(theirs.digest(), List.of(approval)))))
                .isEqualTo(new Done(first()));
        assertThat(performed()).isEqualTo(1);
    }

    @Test
    void aGroupIsWhatItsEffectsAreOneAfterAnother() {
        Intent one = intent(1);
        Intent altered = intent(tenant, 1, 1);
        Intent two = intent(2);
        Approval used = anna(one);
        Approval again = approval(two, "anna").id(used.id()).signedWith(KEYS);
        List<Result> results = effects()
                .performAll(List.of(
                        request(RUN, one),
                        request(RUN, one, used),
                        request(RUN, one, used),
                        request(LATER_RUN, one, used),
                        request(RUN, altered, anna(altered)),
                        request(RUN, two, again)));
        assertThat(results).hasSize(6);
        assertCode(results.get(0), "APPROVAL_MISSING");
        assertThat(results.subList(1, 4))
                .containsExactly(new Done(first()), new Done(first()), new AlreadyDone(first()));
        assertThat(results.get(4)).isInstanceOfSatisfying(Refused.class, no -> {
            assertThat(no.code()).isEqualTo("BUSINESS_KEY_TAKEN");
            assertThat(no.taken()).isEqualTo(first());
        });
        assertCode(results.get(5), "APPROVAL_USED");
        assertThat(performed()).isEqualTo(1);
        assertThat(effects().performAll(List.of())).isEmpty();
    }

    // Authority ---------------------------------------------------------------------------------------------------

    private static Authorization grant(Digest intent) {
        return new Authorization.PolicyGrant(intent, "small", "1", Digest.of("the rules"));
    }

    private record RefusalCase(String code, String name, Request request) {}

    private List<RefusalCase> refusals() {
        Intent i = intent(1);
        Approval good = anna(i);
        Intent other = intent(2);
        List<RefusalCase> cases = new ArrayList<>(List.of(
                new RefusalCase(
                        "INTENT_MISMATCH",
                        "authorization of another intent",
                        Permitted.request(tenant, RUN, i, new Authorization.Approved(other.digest(), List.of(good)))),
                new RefusalCase(
                        "INTENT_MISMATCH",
                        "grant of another intent",
                        Permitted.request(tenant, RUN, i, grant(other.digest()))),
                new RefusalCase("APPROVAL_MISSING", "approved by nobody", request(RUN, i)),
                refusal(
                        "APPROVAL_FORGED",
                        "another key",
                        i,
                        ApprovalKeys.generate().sign(good)),
                refusal("APPROVAL_FORGED", "altered after signing", i, promoted(good)),
                refusal(
                        "APPROVAL_MISMATCH",
                        "another run",
                        i,
                        approval(i, "anna").workflowId("agent/t/x")),
                refusal(
                        "APPROVAL_MISMATCH",
                        "another tenant",
                        i,
                        approval(i, "anna").tenant(TenantId.DEFAULT)),
                refusal(
                        "APPROVAL_MISMATCH",
                        "another intent",
                        i,
                        approval(i, "anna").intent(other.digest())),
                refusal("APPROVAL_EXPIRED", "expired", i, approval(i, "anna").validFor(Duration.ofSeconds(-1))),
                refusal("APPROVAL_REPEATED", "one person twice", i, good, anna(i)),
                refusal("APPROVER_IS_SUBMITTER", "the submitter", i, approval(i, "sub")),
                refusal("APPROVER_IS_SUBMITTER", "the uploader", i, approval(i, "bert")),
                refusal(
                        "APPROVER_IS_SUBMITTER",
                        "one of two",
                        i,
                        good,
                        approval(i, "bert").signedWith(KEYS)),
                refusal("APPROVER_UNKNOWN", "nobody known", i, approval(i, "mallory")),
                refusal("APPROVER_ROLE", "another role", i, approval(i, "anna").role("controller"))));
        if (hasAmount()) {
            cases.add(refusal("APPROVER_LIMIT", "no limit", i, approval(i, "nora")));
        }
        cases.addAll(permissions(i, good));
        if (!kind().acceptsPolicyGrant()) {
            cases.add(new RefusalCase(
                    "APPROVAL_MISSING", "a grant", Permitted.request(tenant, RUN, i, grant(i.digest()))));
        }
        return cases;
    }

    /** What a run may ask for is what a worker attested for it, and nothing that the run says. */
    private List<RefusalCase> permissions(Intent i, Approval good) {
        Authorization approved = new Authorization.Approved(i.digest(), List.of(good));
        Permission right = Permitted.permission(i, approved);
        Permission withoutPerson = new Permission(i.digest(), true, null, "small", Digest.of("the rules"), null);
        Permission ofRole = new Permission(i.digest(), false, "controller", "large", Digest.of("the rules"), null);
        Attested<Permission> genuine = Permitted.attested(tenant, RUN, right);
        Authorization small = grant(i.digest());
        List<RefusalCase> cases = new ArrayList<>(List.of(
                permission("PERMISSION_FORGED", "no key", i, approved, new Attested<>(right, "")),
                permission(
                        "PERMISSION_FORGED",
                        "another key",
                        i,
                        approved,
                        Permitted.attested(AttestationKeys.generate(), tenant, RUN, right)),
                permission(
                        "PERMISSION_FORGED",
                        "altered afterwards",
                        i,
                        small,
                        new Attested<>(withoutPerson, genuine.mac())),
                permission(
                        "PERMISSION_FORGED",
                        "another run's",
                        i,
                        approved,
                        Permitted.attested(tenant, Permitted.run("another"), right)),
                permission(
                        "PERMISSION_FORGED",
                        "another tenant's",
                        i,
                        approved,
                        Permitted.attested(TenantId.DEFAULT, RUN, right)),
                permission(
                        "PERMISSION_FORGED",
                        "something else that was attested",
                        i,
                        approved,
                        Permitted.WORKERS.attest(
                                "reading", tenant, RUN.workflowId() + " on " + LocalDate.now(ZoneOffset.UTC), right)),
                permission(
                        "PERMISSION_FORGED",
                        "of no day",
                        i,
                        approved,
                        Permitted.WORKERS.attest("permission", tenant, RUN.workflowId(), right)),
                permission(
                        "PERMISSION_STALE",
                        "of the day before yesterday",
                        i,
                        approved,
                        Permitted.attested(
                                Permitted.WORKERS,
                                tenant,
                                RUN,
                                right,
                                LocalDate.now(ZoneOffset.UTC).minusDays(2))),
                permission(
                        "INTENT_MISMATCH",
                        "a permission for another intent",
                        i,
                        approved,
                        Permitted.attested(tenant, RUN, Permitted.permission(intent(2), approved))),
                permission(
                        "APPROVER_SAID_IT",
                        "consent to what rests on one's own word",
                        i,
                        approved,
                        Permitted.attested(tenant, RUN, right.onTheWordOf("anna"))),
                permission(
                        "APPROVAL_MISSING",
                        "a grant for what rests on one person's word",
                        i,
                        small,
                        Permitted.attested(tenant, RUN, withoutPerson.onTheWordOf("anna"))),
                permission("APPROVAL_MISSING", "a grant that no rule gave", i, small, genuine),
                permission(
                        "APPROVAL_ROLE",
                        "consent in another role than the rule asks for",
                        i,
                        approved,
                        Permitted.attested(tenant, RUN, ofRole))));
        if (kind().acceptsPolicyGrant()) {
            Permission byAnother = new Permission(i.digest(), true, null, "other", Digest.of("the rules"), null);
            Permission inAnother = new Permission(i.digest(), true, null, "small", Digest.of("other rules"), null);
            cases.add(
                    permission("GRANT_MISMATCH", "another rule", i, small, Permitted.attested(tenant, RUN, byAnother)));
            cases.add(
                    permission("GRANT_MISMATCH", "another book", i, small, Permitted.attested(tenant, RUN, inAnother)));
        }
        return cases;
    }

    private RefusalCase permission(
            String code, String name, Intent intent, Authorization authorization, Attested<Permission> permission) {
        return new RefusalCase(code, name, new Request(tenant, RUN, intent, authorization, permission));
    }

    @Test
    void whatNobodyBroughtInIsRefused() {
        assertCode(door().perform(good(1)), "SUBMITTER_UNKNOWN");
        RunRef bare = new RunRef("agent/t/started-by-hand", "run");
        Intent intent = intent(1);
        Approval approval =
                approval(intent, "anna").workflowId(bare.workflowId()).signedWith(KEYS);
        assertCode(perform(request(bare, intent, approval)), "SUBMITTER_UNKNOWN");
        nothingHappened();
        assertThat(perform(good(1))).isEqualTo(new Done(first()));
    }

    private RefusalCase refusal(String code, String name, Intent intent, ApprovalBuilder approval) {
        return refusal(code, name, intent, approval.signedWith(KEYS));
    }

    private RefusalCase refusal(String code, String name, Intent intent, Approval... approvals) {
        return new RefusalCase(code, name, request(RUN, intent, approvals));
    }

    private static Approval promoted(Approval a) {
        return new Approval(
                a.tenant(),
                a.id(),
                a.workflowId(),
                a.intent(),
                a.approver(),
                a.role(),
                "somebody else",
                a.decidedAt(),
                a.expiresAt(),
                a.key(),
                a.signature());
    }

    @TestFactory
    Stream<DynamicTest> whatIsNotAuthorizedIsRefusedAndNothingHappens() {
        approvals().uploaded(tenant, UPLOAD, "bert");
        List<RefusalCase> cases = refusals();
        TreeSet<String> codes = new TreeSet<>(List.of(
                "PERMISSION_FORGED",
                "APPROVAL_ROLE",
                "INTENT_MISMATCH",
                "APPROVAL_MISSING",
                "APPROVAL_FORGED",
                "APPROVAL_MISMATCH",
                "APPROVAL_EXPIRED",
                "APPROVAL_REPEATED",
                "APPROVER_IS_SUBMITTER",
                "APPROVER_UNKNOWN",
                "APPROVER_ROLE"));
        cases.forEach(one -> codes.remove(one.code()));
        assertThat(codes).as("codes that no case shows").isEmpty();
        return Stream.concat(
                cases.stream()
                        .map(one -> DynamicTest.dynamicTest(one.code() + ": " + one.name(), () -> {
                            assertCode(perform(one.request()), one.code());
                            nothingHappened();
                        })),
                Stream.of(DynamicTest.dynamicTest(
                        "and with nothing wrong it happens",
                        () -> assertThat(perform(good(1))).isEqualTo(new Done(first())))));
    }

    @Test
    void anApprovalIsUsedOnce() {
        Intent one = intent(1);
        Intent two = intent(2);
        Approval approval = anna(one);
        assertThat(perform(request(RUN, one, approval))).isEqualTo(new Done(first()));
        assertCode(
                perform(request(
                        RUN, two, approval(two, "anna").id(approval.id()).signedWith(KEYS))),
                "APPROVAL_USED");
        assertThat(performed()).isEqualTo(1);
    }

    @Test
    void twoPeopleAreNamedAndBothApprovalsAreUsed() {
        Intent intent = intent(1);
        Approval anna = anna(intent);
        Approval bert = approval(intent, "bert").signedWith(KEYS);
        assertThat(perform(request(RUN, intent, anna, bert))).isEqualTo(new Done(first()));
        assertThat(rows("SELECT authority FROM effect WHERE tenant = :tenant"))
                .containsExactly("approved by anna, bert");
        assertThat(rows("SELECT approval FROM authorization_use WHERE tenant = :tenant"))
                .containsExactlyInAnyOrder(anna.id(), bert.id());
    }

    @Test
    void aLimitIsAskedWhereThereIsAnAmountAndARoleSufficesElsewhere() {
        Intent intent = intent(1);
        Result result = perform(request(RUN, intent, approval(intent, "nora").signedWith(KEYS)));
        if (hasAmount()) {
            assertCode(result, "APPROVER_LIMIT");
            nothingHappened();
        } else {
            assertThat(result).isEqualTo(new Done(first()));
        }
    }

    @TestFactory
    Stream<DynamicTest> whatChangedBetweenConsentAndEffectCounts() {
        String person = "people: [{id: anna, roles: [%s], limit: {EUR: 5000.00}}]";
        PostgresApprovals approvals = approvals();
        return Stream.of(
                changed(
                        "APPROVER_ROLE",
                        () -> TestMasterData.load(test().database(), tenant, person.formatted("controller"))),
                changed("APPROVER_UNKNOWN", () -> {
                    try (Connection owner = test().superuser();
                            PreparedStatement delete =
                                    owner.prepareStatement("DELETE FROM person WHERE tenant = ? AND id = 'anna'")) {
                        delete.setString(1, tenant.value());
                        delete.executeUpdate();
                    }
                }),
                changed(null, () -> approvals.uploaded(tenant, Digest.of("something else"), "anna")),
                changed("APPROVER_IS_SUBMITTER", () -> approvals.uploaded(tenant, UPLOAD, "anna")));
    }

    private interface Change {
        void happen() throws Exception;
    }

    /** @param code absent when the change is no reason to refuse */
    private DynamicTest changed(@Nullable String code, Change change) {
        return DynamicTest.dynamicTest(String.valueOf(code), () -> {
            load(tenant);
            int before = performed();
            Request request = good(before + 1);
            change.happen();
            Result result = perform(request);
            if (code == null) {
                assertThat(result).isInstanceOf(Done.class);
            } else {
                assertCode(result, code);
                assertThat(performed()).isEqualTo(before);
            }
        });
    }

    // At once -----------------------------------------------------------------------------------------------------

    @Test
    void ofManyRunsAtOnceWithOneIntentOnePerformsAndTheOthersFindItDone() throws Exception {
        int runs = 8;
        for (int round = 1; round <= 15; round++) {
            Intent intent = intent(round);
            List<Result> results = atOnce(runs, run -> perform(by(run, intent)));
            assertThat(results).filteredOn(Done.class::isInstance).hasSize(1);
            Receipt receipt = ((Done) results.stream()
                            .filter(Done.class::isInstance)
                            .findFirst()
                            .orElseThrow())
                    .receipt();
            assertThat(results)
                    .filteredOn(result -> !(result instanceof Done))
                    .hasSize(runs - 1)
                    .allMatch(new AlreadyDone(receipt)::equals);
        }
        assertThat(performed()).isEqualTo(15);
        assertThat(logged()).isEqualTo(15);
    }

    @Test
    void ofManyIntentsAtOnceUnderOneBusinessKeyOneIsPerformed() throws Exception {
        int runs = 8;
        for (int round = 1; round <= 15; round++) {
            int key = round;
            List<Result> results = atOnce(runs, run -> perform(by(run, intent(tenant, key, run))));
            Done done = (Done)
                    results.stream().filter(Done.class::isInstance).findFirst().orElseThrow();
            assertThat(results)
                    .filteredOn(result -> !(result instanceof Done))
                    .hasSize(runs - 1)
                    .allSatisfy(result -> assertThat(result).isInstanceOfSatisfying(Refused.class, no -> {
                        assertThat(no.code()).isEqualTo("BUSINESS_KEY_TAKEN");
                        assertThat(no.taken()).isEqualTo(done.receipt());
                    }));
        }
        assertThat(performed()).isEqualTo(15);
        assertThat(logged()).isEqualTo(15);
    }

    @Test
    void overlappingGroupsInAnyOrderPerformEachOnceAndNeverLockEachOtherOut() throws Exception {
        int threads = 4;
        int size = 12;
        for (int round = 0; round < 8; round++) {
            int from = round * size;
            List<List<Result>> results = atOnce(threads, thread -> {
                List<Request> group = new ArrayList<>();
                for (int i = 1; i <= size; i++) {
                    group.add(by(thread, intent(from + i)));
                }
                Collections.shuffle(group, new Random(from * 100L + thread));
                return effects().performAll(group);
            });
            List<Result> all = results.stream().flatMap(List::stream).toList();
            assertThat(all).filteredOn(Done.class::isInstance).hasSize(size);
            assertThat(all).filteredOn(AlreadyDone.class::isInstance).hasSize(size * (threads - 1));
        }
        assertThat(performed()).isEqualTo(8 * size);
        assertThat(logged()).isEqualTo(8 * size);
    }

    /** The same wish of another run, with an approval for that run. */
    private Request by(int run, Intent intent) {
        RunRef ref = Permitted.run("run " + run);
        return request(
                ref,
                intent,
                approval(intent, "anna").workflowId(ref.workflowId()).signedWith(KEYS));
    }

    private interface Work<T> {
        T of(int worker) throws Exception;
    }

    private static <T> List<T> atOnce(int workers, Work<T> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        try {
            List<Callable<T>> calls = IntStream.range(0, workers)
                    .<Callable<T>>mapToObj(worker -> () -> work.of(worker))
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    // All or nothing ----------------------------------------------------------------------------------------------

    @TestFactory
    Stream<DynamicTest> whereTheEffectOrItsLogCannotBeWrittenNeitherIs() {
        return Stream.of(table(), "effect", "authorization_use")
                .flatMap(table -> Stream.of(
                                "RAISE EXCEPTION 'planted'", "PERFORM pg_terminate_backend(pg_backend_pid())")
                        .map(fault -> DynamicTest.dynamicTest(table + ": " + fault, () -> {
                            TenantId fresh = new TenantId("effects-" + ++tenants);
                            load(fresh);
                            fails(fresh, table, fault);
                        })));
    }

    /** Either the statement fails, or the connection is cut within it. */
    private void fails(TenantId whose, String table, String fault) throws SQLException {
        Intent intent = intent(whose, 1, 0);
        Approval approval = new ApprovalBuilder(whose, RUN, intent.digest(), "anna").signedWith(KEYS);
        Request request =
                Permitted.request(whose, RUN, intent, new Authorization.Approved(intent.digest(), List.of(approval)));
        asSuperuser("""
                CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN %s; RETURN NEW; END $$""".formatted(fault));
        asSuperuser(
                "CREATE TRIGGER zz_fault BEFORE INSERT ON %s FOR EACH ROW EXECUTE FUNCTION fault()".formatted(table));
        try {
            assertThatThrownBy(() -> perform(request));
        } finally {
            asSuperuser("DROP FUNCTION fault() CASCADE");
        }
        for (String each : List.of(table(), "effect", "authorization_use")) {
            assertThat(count(whose, each)).as(each).isZero();
        }
        assertThat(perform(request)).isEqualTo(new Done(first()));
        for (String each : List.of(table(), "effect", "authorization_use")) {
            assertThat(count(whose, each)).as(each).isEqualTo(1);
        }
    }

    private int count(TenantId whose, String table) {
        return test().database()
                .jdbi()
                .withHandle(handle -> handle.createQuery("SELECT count(*) FROM " + table + " WHERE tenant = :tenant")
                        .bind("tenant", whose.value())
                        .mapTo(Integer.class)
                        .one());
    }

    private void asSuperuser(String sql) throws SQLException {
        try (Connection connection = test().superuser();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void whatSpoilsAGroupUndoesAllOfIt() {
        Intent malformed = new Intent("key", "no_such_effect", intent(1).arguments());
        assertThatThrownBy(() -> effects().performAll(List.of(good(1), request(RUN, malformed, anna(malformed)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no_such_effect")
                .hasMessageContaining(kind().name());
        nothingHappened();
    }
}
