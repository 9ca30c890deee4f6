package dev.ratchet.activities.verification;

import static dev.ratchet.activities.verification.DiscrepancyKind.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ratchet.activities.approval.ApprovalKeys;
import dev.ratchet.activities.approval.AuthorizationCheck;
import dev.ratchet.activities.approval.VerificationKeys;
import dev.ratchet.activities.attestation.AttestationKeys;
import dev.ratchet.activities.attestation.PermissionAttestation;
import dev.ratchet.activities.content.PostgresContentStore;
import dev.ratchet.activities.database.Json;
import dev.ratchet.activities.database.TestDatabase;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.Approval;
import dev.ratchet.workflows.contract.effect.Authorization;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every test has six entries of its own: 1, 2 (on order PO-7), 4 and 6 without a person, 3 approved by anna and 5 by bert. */
class BooksVerifierTest {
    private static final ApprovalKeys PEOPLE = ApprovalKeys.generate();
    private static final AttestationKeys WORKERS = AttestationKeys.generate();
    private static final int ENTRIES = 6;

    private static TestDatabase test;
    private static int tenants;

    private final TenantId tenant = new TenantId("v" + ++tenants);
    private BookedRuns runs;
    private Owner owner;

    /** The owner of the database takes away what keys and checks would refuse. */
    @BeforeAll
    static void open() {
        test = new TestDatabase();
        new Owner(test, TenantId.DEFAULT)
                .does(
                        "ALTER TABLE content DROP CONSTRAINT content_is_its_digest",
                        "ALTER TABLE authorization_use DROP CONSTRAINT authorization_use_pkey",
                        "ALTER TABLE entry DROP CONSTRAINT entry_tenant_intent_kind_key",
                        "ALTER TABLE entry DROP CONSTRAINT entry_tenant_business_key_key");
    }

    @AfterAll
    static void close() {
        test.close();
    }

    @BeforeEach
    void book() throws Exception {
        runs = new BookedRuns(test.database(), tenant, PEOPLE, WORKERS);
        owner = new Owner(test, tenant);
        runs.granted("RE-1", 119_00, null);
        runs.granted("RE-2", 100_00, "PO-7");
        runs.approved("RE-3", 500_00, "anna");
        runs.granted("RE-4", 50_00, null);
        runs.approved("RE-5", 700_00, "bert");
        runs.granted("RE-6", 60_00, null);
    }

    /** The gateway's key, valid since yesterday. */
    private static VerificationKeys believed() {
        String pem = PEOPLE.pem();
        try {
            return ApprovalKeys.loadPublic("Valid-From: " + Instant.now().minus(1, ChronoUnit.DAYS) + "\n"
                    + pem.substring(pem.indexOf("-----BEGIN PUBLIC")));
        } catch (ApprovalKeys.BadKey e) {
            throw new AssertionError(e);
        }
    }

    private static PostgresBooksVerifier verifier(Duration recordedWithin) {
        return new PostgresBooksVerifier(
                test.database(),
                new AuthorizationCheck.Keys(believed(), new PermissionAttestation(WORKERS)),
                new PostgresContentStore(test.database()),
                recordedWithin);
    }

    private Verification verify(@Nullable ChainHead earlier) throws Exception {
        return verifier(Duration.ZERO).verify(tenant, earlier);
    }

    private static Set<DiscrepancyKind> kinds(Verification found) {
        return found.discrepancies().stream().map(Verification.OfKind::kind).collect(Collectors.toSet());
    }

    @Test
    void booksThatNobodyChangedFitAndTellTheirHead() throws Exception {
        Verification found = verify(null);
        assertThat(found.discrepancies()).isEmpty();
        assertThat(found.entries()).isEqualTo(ENTRIES);
        assertThat(found.unrecorded()).isZero();
        assertThat(found.head().number()).isEqualTo(ENTRIES);
        assertThat(verify(found.head()).fits()).isTrue();
        runs.granted("RE-7", 70_00, null);
        assertThat(verify(found.head()).fits()).isTrue();
        assertThat(verify(found.head()).head().number()).isEqualTo(ENTRIES + 1);
    }

    @Test
    void emptyBooksFit() throws Exception {
        Verification found = verifier(Duration.ZERO).verify(new TenantId("nobody"), null);
        assertThat(found.fits()).isTrue();
        assertThat(found.head()).isEqualTo(new ChainHead(0, Digest.of("ratchet.ledger.v1:nobody")));
    }

    @Test
    void aRunMayStillBeRecordedForAnHour() throws Exception {
        owner.does("DELETE FROM run WHERE tenant = :tenant AND run_id = 'run-RE-4'");
        Verification found = verifier(Duration.ofHours(1)).verify(tenant, null);
        assertThat(found.fits()).isTrue();
        assertThat(found.unrecorded()).isEqualTo(1);
    }

    @Test
    void everyOneIsCountedAndTheFirstAreTold() throws Exception {
        for (int i = 0; i < Verification.MOST + 5; i++) {
            runs.granted("MORE-" + i, 10_00 + i, null);
        }
        owner.does(
                "DELETE FROM content WHERE tenant = :tenant",
                "DELETE FROM effect WHERE tenant = :tenant AND receipt_id <> '1'");
        Verification found = verify(null);
        assertThat(found.discrepancies())
                .filteredOn(kind -> kind.kind() == CONTENT_MISSING)
                .singleElement()
                .satisfies(kind -> {
                    assertThat(kind.count()).isEqualTo(ENTRIES + Verification.MOST + 5);
                    assertThat(kind.told()).hasSize(Verification.MOST);
                });
        assertThat(found.discrepancies())
                .filteredOn(kind -> kind.kind() == EFFECT_MISSING)
                .singleElement()
                .satisfies(kind -> {
                    assertThat(kind.count()).isEqualTo(ENTRIES - 1 + Verification.MOST + 5);
                    assertThat(kind.told()).hasSize(Verification.MOST);
                    assertThat(kind.told().get(0).about()).isEqualTo("entry 2");
                });
    }

    /** With all that belongs to the last entries, and the head: only a head that was kept elsewhere tells. */
    @Test
    void theEndCutOffWithItsHeadIsFoundByAHeadThatWasKept() throws Exception {
        ChainHead kept = verify(null).head();
        cutOff(6);
        assertThat(verify(null).fits()).isTrue();
        assertThat(verify(kept).discrepancies())
                .singleElement()
                .satisfies(found -> assertThat(found.kind()).isEqualTo(EARLIER_HEAD_LOST));
        runs.granted("RE-7", 70_00, null);
        assertThat(verify(null).fits()).isTrue();
        assertThat(kinds(verify(kept))).containsExactly(EARLIER_HEAD_LOST);
    }

    private void cutOff(int number) {
        owner.does(
                "DELETE FROM run WHERE tenant = :tenant AND run_id = 'run-RE-" + number + "'",
                "DELETE FROM effect WHERE tenant = :tenant AND receipt_id = '" + number + "'",
                "DELETE FROM line WHERE tenant = :tenant AND entry = " + number,
                "DELETE FROM entry WHERE tenant = :tenant AND number = " + number);
        owner.rechains();
    }

    /** @param about what every one of the kinds must be told about, among others */
    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void whatTheOwnerChangesIsFoundAndNamed(
            String name, Set<DiscrepancyKind> right, String about, Consumer<BooksVerifierTest> change)
            throws Exception {
        assertThat(verify(null).fits()).isTrue();
        change.accept(this);
        Verification found = verify(null);
        assertThat(kinds(found)).as(found.toString()).isEqualTo(right);
        assertThat(found.discrepancies())
                .flatExtracting(Verification.OfKind::told)
                .extracting(Discrepancy::about)
                .anyMatch(each -> each.contains(about));
    }

    /** Those that are left out need a key, or a defect of the rules, to come about. */
    @Test
    void everyKindIsProvoked() {
        Set<DiscrepancyKind> provoked = changes()
                .flatMap(change -> ((Set<?>) change.get()[1]).stream())
                .map(DiscrepancyKind.class::cast)
                .collect(Collectors.toCollection(
                        () -> EnumSet.of(EARLIER_HEAD_LOST, APPROVAL_ROLE, AUTHORIZATION_REFUSED)));
        assertThat(provoked).containsExactlyInAnyOrder(DiscrepancyKind.values());
        assertThat(changes().count()).isGreaterThanOrEqualTo(20);
    }

    private static Arguments change(
            String name, Set<DiscrepancyKind> right, String about, Consumer<BooksVerifierTest> change) {
        return arguments(name, right, about, change);
    }

    private static Arguments change(String name, Set<DiscrepancyKind> right, String about, String... statements) {
        return change(name, right, about, it -> it.owner.does(statements));
    }

    /** The same, with the chain made right again. */
    private static Arguments rechained(String name, Set<DiscrepancyKind> right, String about, String... statements) {
        return change(name + ", chain recomputed", right, about, it -> {
            it.owner.does(statements);
            it.owner.rechains();
        });
    }

    private static String entry(int number, String set) {
        return "UPDATE entry SET " + set + " WHERE tenant = :tenant AND number = " + number;
    }

    private static String effect(int number, String set) {
        return "UPDATE effect SET " + set + " WHERE tenant = :tenant AND receipt_id = '" + number + "'";
    }

    static Stream<Arguments> changes() {
        return Stream.of(chain(), contents(), effects(), authority(), people(), documents(), orders(), runs())
                .flatMap(some -> some);
    }

    private static Stream<Arguments> chain() {
        return Stream.of(
                change(
                        "an amount",
                        Set.of(ENTRY_CHANGED, ENTRY_UNBALANCED, INTENT_MISMATCH),
                        "entry 2",
                        "UPDATE line SET minor = minor + 1 WHERE tenant = :tenant AND entry = 2 AND position = 1"),
                change(
                        "a hash",
                        Set.of(ENTRY_CHANGED, CHAIN_BROKEN),
                        "entry 3",
                        entry(3, "row_hash = repeat('c', 64)")),
                change(
                        "an entry deleted in the middle",
                        Set.of(
                                ENTRY_MISSING,
                                CHAIN_BROKEN,
                                EFFECT_WITHOUT_ENTRY,
                                LINE_WITHOUT_ENTRY,
                                RUN_WITHOUT_ENTRY),
                        "entry 4",
                        "DELETE FROM entry WHERE tenant = :tenant AND number = 4"),
                change(
                        "an entry deleted in the middle, the others renumbered, chain recomputed",
                        Set.of(EFFECT_CHANGED, EFFECT_WITHOUT_ENTRY, RUN_MISMATCH, RUN_WITHOUT_ENTRY),
                        "entry 4",
                        it -> {
                            it.owner.does(
                                    "DELETE FROM line WHERE tenant = :tenant AND entry = 4",
                                    "DELETE FROM entry WHERE tenant = :tenant AND number = 4");
                            it.move(5, 4);
                            it.move(6, 5);
                            it.owner.rechains();
                        }),
                change(
                        "two entries in another order, chain recomputed",
                        Set.of(EFFECT_CHANGED, UPLOAD_MISSING, RUN_MISMATCH),
                        "entry 1",
                        it -> {
                            it.move(1, 100);
                            it.move(4, 1);
                            it.move(100, 4);
                            it.owner.does(
                                    entry(
                                            1,
                                            "posted_at = (SELECT posted_at FROM entry WHERE tenant = :tenant AND number = 2)"),
                                    entry(
                                            4,
                                            "posted_at = (SELECT posted_at FROM entry WHERE tenant = :tenant AND number = 3)"));
                            it.owner.rechains();
                        }),
                change(
                        "the last entry deleted",
                        Set.of(HEAD_MOVED, EFFECT_WITHOUT_ENTRY, LINE_WITHOUT_ENTRY, RUN_WITHOUT_ENTRY),
                        "entry 6",
                        "DELETE FROM entry WHERE tenant = :tenant AND number = 6"),
                change(
                        "the head of the chain",
                        Set.of(HEAD_MOVED),
                        "entry 6",
                        "UPDATE chain_head SET hash = repeat('a', 64) WHERE tenant = :tenant"),
                rechained(
                        "the time of posting, earlier than the one before",
                        Set.of(POSTED_OUT_OF_ORDER, EFFECT_CHANGED, UPLOAD_MISSING),
                        "entry 4",
                        entry(4, "posted_at = posted_at - interval '1 hour'")),
                rechained(
                        "the time of posting, in the future",
                        Set.of(POSTED_OUT_OF_ORDER, EFFECT_CHANGED),
                        "entry 6",
                        entry(6, "posted_at = posted_at + interval '1 hour'")),
                change(
                        "lines of no entry",
                        Set.of(LINE_WITHOUT_ENTRY),
                        "entry 9",
                        "INSERT INTO line VALUES (:tenant, 9, 1, 'expenses:x', 'EUR', 5)"));
    }

    private void move(int from, int to) {
        owner.does(
                "UPDATE entry SET number = " + to + " WHERE tenant = :tenant AND number = " + from,
                "UPDATE line SET entry = " + to + " WHERE tenant = :tenant AND entry = " + from);
    }

    private static final String COPY = """
            INSERT INTO entry SELECT tenant, 7, clock_timestamp(), date, kind, supplier, %s, currency, order_number, order_key,
                corrected_number, corrected_key, size, on_order, prepayments, ties, document, %s, workflow_id, run_id, authority, authorized_by, prev_hash,
                row_hash
            FROM entry WHERE tenant = :tenant AND number = 1""";

    private static final String COPIED_LINES =
            "INSERT INTO line SELECT tenant, 7, position, account, currency, minor FROM line WHERE tenant = :tenant AND entry = 1";

    private static Stream<Arguments> contents() {
        return Stream.of(
                rechained(
                        "amounts and size",
                        Set.of(INTENT_MISMATCH),
                        "entry 4",
                        "UPDATE line SET minor = minor + sign(minor) * 100 WHERE tenant = :tenant AND entry = 4 AND position <> 2",
                        entry(4, "size = size + 100")),
                rechained(
                        "a supplier",
                        Set.of(INTENT_MISMATCH, DERIVED_MISMATCH),
                        "entry 4",
                        entry(4, "supplier = 'EMCA'")),
                rechained("a date", Set.of(INTENT_MISMATCH), "entry 4", entry(4, "date = date + 1")),
                rechained(
                        "a document",
                        Set.of(INTENT_MISMATCH, UPLOAD_MISSING, CONTENT_MISSING),
                        "entry 4",
                        entry(4, "document = repeat('d', 64)")),
                rechained(
                        "an account",
                        Set.of(INTENT_MISMATCH),
                        "entry 4",
                        "UPDATE line SET account = 'assets:mine' WHERE tenant = :tenant AND entry = 4 AND position = 1"),
                rechained(
                        "an account that is none",
                        Set.of(INTENT_MISMATCH),
                        "entry 4",
                        "UPDATE line SET account = 'no account' WHERE tenant = :tenant AND entry = 4 AND position = 1"),
                change(
                        "an account, intent and chain recomputed everywhere",
                        Set.of(PERMISSION_FORGED),
                        "entry 4",
                        it -> {
                            it.owner.does(
                                    "UPDATE line SET account = 'assets:mine' WHERE tenant = :tenant AND entry = 4 AND position = 1");
                            it.owner.readdresses(4);
                            it.owner.rechains();
                        }),
                change(
                        "an account of what a person approved, intent and chain recomputed everywhere",
                        Set.of(PERMISSION_FORGED, APPROVAL_FORGED),
                        "entry 3",
                        it -> {
                            it.owner.does(
                                    "UPDATE line SET account = 'assets:mine' WHERE tenant = :tenant AND entry = 3 AND position = 1");
                            it.owner.readdresses(3);
                            it.owner.rechains();
                        }),
                rechained(
                        "an entry added with a valid hash",
                        Set.of(INTENT_MISMATCH, EFFECT_MISSING, RUN_MISMATCH),
                        "entry 7",
                        COPY.formatted("'RE-7', 'ACME/INVOICE/RE7'", "repeat('e', 64)"),
                        COPIED_LINES),
                change(
                        "an entry added with a valid hash, its intent, an effect and a run",
                        Set.of(PERMISSION_FORGED),
                        "entry 7",
                        it -> {
                            it.owner.does(
                                    COPY.formatted("'RE-7', 'ACME/INVOICE/RE7'", "repeat('e', 64)"),
                                    COPIED_LINES,
                                    entry(7, "run_id = 'run-RE-7'"),
                                    "INSERT INTO effect SELECT tenant, repeat('e', 64), kind, 'ACME/INVOICE/RE7', workflow_id, 'run-RE-7',"
                                            + " authority, 'entry', '7', replace(permission, intent, repeat('e', 64)), clock_timestamp()"
                                            + " FROM effect WHERE tenant = :tenant AND receipt_id = '1'",
                                    entry(
                                            7,
                                            "authorized_by = replace(authorized_by, (SELECT intent FROM entry"
                                                    + " WHERE tenant = :tenant AND number = 1), repeat('e', 64))"));
                            it.runs.record("RE-7", new Receipt("entry", "7"));
                            it.owner.does(
                                    "UPDATE run SET workflow_id = (SELECT workflow_id FROM entry WHERE tenant = :tenant AND number = 7),"
                                            + " summary = replace(summary, workflow_id, (SELECT workflow_id FROM entry"
                                            + " WHERE tenant = :tenant AND number = 7)) WHERE tenant = :tenant AND run_id = 'run-RE-7'",
                                    "UPDATE trail SET workflow_id = (SELECT workflow_id FROM entry WHERE tenant = :tenant AND number = 7)"
                                            + " WHERE tenant = :tenant AND run_id = 'run-RE-7'");
                            it.owner.readdresses(7);
                            it.owner.rechains();
                        }),
                rechained(
                        "an entry booked again",
                        Set.of(BOOKED_TWICE, EFFECT_CHANGED, RUN_MISMATCH),
                        "entry 7",
                        COPY.formatted("invoice_number, business_key", "intent"),
                        COPIED_LINES));
    }

    private static Stream<Arguments> effects() {
        return Stream.of(
                change(
                        "a row of the effect log deleted",
                        Set.of(EFFECT_MISSING),
                        "entry 4",
                        "DELETE FROM effect WHERE tenant = :tenant AND receipt_id = '4'"),
                change(
                        "a row of the effect log added",
                        Set.of(EFFECT_WITHOUT_ENTRY),
                        "entry 9",
                        "INSERT INTO effect SELECT tenant, repeat('e', 64), kind, 'other', workflow_id, run_id, authority, 'entry', '9',"
                                + " permission, at FROM effect WHERE tenant = :tenant AND receipt_id = '4'"),
                change(
                        "the receipt in the effect log",
                        Set.of(EFFECT_CHANGED),
                        "entry 4",
                        effect(4, "receipt_id = '5'")),
                change("the run in the effect log", Set.of(EFFECT_CHANGED), "entry 4", effect(4, "run_id = 'x'")),
                change(
                        "the time in the effect log",
                        Set.of(EFFECT_CHANGED),
                        "entry 4",
                        effect(4, "at = at - interval '1 day'")),
                change(
                        "what authorized, in the effect log",
                        Set.of(EFFECT_CHANGED),
                        "entry 4",
                        effect(4, "authority = 'x'")));
    }

    private static Stream<Arguments> authority() {
        return Stream.of(
                change(
                        "a permission",
                        Set.of(PERMISSION_FORGED),
                        "entry 3",
                        effect(3, "permission = replace(permission, 'clerk', 'nobody')")),
                change(
                        "a permission of another entry",
                        Set.of(PERMISSION_FORGED),
                        "entry 4",
                        effect(
                                4,
                                "permission = (SELECT permission FROM effect WHERE tenant = :tenant AND receipt_id = '1')")),
                change(
                        "a permission that is none",
                        Set.of(AUTHORIZATION_UNREADABLE),
                        "entry 4",
                        effect(4, "permission = 'x'")),
                change(
                        "a permission without anything",
                        Set.of(AUTHORIZATION_UNREADABLE),
                        "entry 4",
                        effect(4, "permission = '{}'")),
                rechained(
                        "an authorization that is none",
                        Set.of(AUTHORIZATION_UNREADABLE),
                        "entry 4",
                        entry(4, "authorized_by = 'x'")),
                rechained(
                        "the rule of a grant",
                        Set.of(GRANT_MISMATCH, DERIVED_MISMATCH),
                        "entry 4",
                        entry(4, "authorized_by = replace(authorized_by, 'small', 'large')")),
                rechained(
                        "the grant of another entry",
                        Set.of(AUTHORIZATION_MISMATCH),
                        "entry 4",
                        entry(
                                4,
                                "authorized_by = (SELECT authorized_by FROM entry WHERE tenant = :tenant AND number = 1)")),
                rechained(
                        "who authorized, as people read it",
                        Set.of(DERIVED_MISMATCH, EFFECT_CHANGED),
                        "entry 3",
                        entry(3, "authority = 'approved by bert'")),
                change(
                        "a person's approval replaced by a grant, chain recomputed",
                        Set.of(APPROVAL_MISSING, USE_WITHOUT_ENTRY),
                        "entry 3",
                        it -> {
                            Authorization grant = new Authorization.PolicyGrant(
                                    it.approval(3).intent(), "large", "1", Digest.of(BookedRuns.RULES));
                            it.authorizes(3, grant, "policy large@1");
                        }),
                change(
                        "a rule book",
                        Set.of(RULE_BOOK_CHANGED),
                        "rule book",
                        "UPDATE rule_book SET yaml = 'other rules' WHERE agent = 'agent-' || :tenant"),
                change(
                        "a rule book deleted",
                        Set.of(RULE_BOOK_MISSING),
                        "rule book",
                        "DELETE FROM rule_book WHERE agent = 'agent-' || :tenant"));
    }

    private Approval approval(int number) {
        String json = test.database()
                .jdbi()
                .withHandle(handle -> handle.select(
                                "SELECT authorized_by FROM entry WHERE tenant = ? AND number = ?",
                                tenant.value(),
                                number)
                        .mapTo(String.class)
                        .one());
        return ((Authorization.Approved) Json.read(json, Authorization.class))
                .approvals()
                .get(0);
    }

    private void authorizes(int number, Authorization authorization, String authority) {
        String json = Json.write(authorization).replace("'", "''");
        owner.does(
                entry(number, "authorized_by = '" + json + "', authority = '" + authority + "'"),
                effect(number, "authority = '" + authority + "'"));
        owner.rechains();
    }

    private static Stream<Arguments> people() {
        return Stream.of(
                change(
                        "a consent",
                        Set.of(CONSENT_CHANGED),
                        "entry 3",
                        "UPDATE consent SET approver = 'bert' WHERE tenant = :tenant AND approver = 'anna'"),
                change(
                        "a signature on record",
                        Set.of(CONSENT_CHANGED),
                        "entry 3",
                        "UPDATE consent SET signature = 'x' WHERE tenant = :tenant AND approver = 'anna'"),
                change(
                        "a consent that is none",
                        Set.of(CONSENT_CHANGED),
                        "entry 3",
                        "UPDATE consent SET intent = 'x' WHERE tenant = :tenant AND approver = 'anna'"),
                change(
                        "a consent deleted",
                        Set.of(CONSENT_MISSING),
                        "entry 3",
                        "DELETE FROM consent WHERE tenant = :tenant AND approver = 'anna'"),
                change("an approver, everywhere", Set.of(APPROVAL_FORGED), "entry 3", it -> {
                    it.owner.does(
                            "UPDATE consent SET approver = 'bert' WHERE tenant = :tenant AND approver = 'anna'",
                            entry(
                                    3,
                                    "authorized_by = replace(authorized_by, '\"anna\"', '\"bert\"'), authority = 'approved by bert'"),
                            effect(3, "authority = 'approved by bert'"));
                    it.owner.rechains();
                }),
                change("a signature by a key of one's own, everywhere", Set.of(APPROVAL_FORGED), "entry 3", it -> {
                    Approval signed = ApprovalKeys.generate().sign(it.approval(3));
                    it.authorizes(3, new Authorization.Approved(signed.intent(), List.of(signed)), "approved by anna");
                    it.owner.does("UPDATE consent SET key = '" + signed.key() + "', signature = '" + signed.signature()
                            + "' WHERE tenant = :tenant AND approver = 'anna'");
                }),
                change(
                        "the approval of another entry",
                        Set.of(APPROVAL_MISMATCH, USE_MISSING, USE_WITHOUT_ENTRY),
                        "entry 3",
                        it -> it.authorizes(
                                3,
                                new Authorization.Approved(it.approval(3).intent(), List.of(it.approval(5))),
                                "approved by bert")),
                change(
                        "an approval twice",
                        Set.of(APPROVAL_REPEATED),
                        "entry 3",
                        it -> it.authorizes(
                                3,
                                new Authorization.Approved(
                                        it.approval(3).intent(), List.of(it.approval(3), it.approval(3))),
                                "approved by anna, anna")),
                change(
                        "an approval removed",
                        Set.of(APPROVAL_MISSING, USE_WITHOUT_ENTRY),
                        "entry 3",
                        it -> it.authorizes(
                                3, new Authorization.Approved(it.approval(3).intent(), List.of()), "approved by ")),
                change(
                        "the time of posting, after the approval ended",
                        Set.of(APPROVAL_EXPIRED, PERMISSION_STALE, POSTED_OUT_OF_ORDER),
                        "entry 5",
                        it -> {
                            it.owner.does(
                                    "UPDATE entry SET posted_at = posted_at + interval '2 days' WHERE tenant = :tenant AND number >= 5",
                                    "UPDATE effect SET at = at + interval '2 days' WHERE tenant = :tenant AND receipt_id IN ('5', '6')");
                            it.owner.rechains();
                        }),
                change(
                        "the time of all postings and uploads, before the key was valid",
                        Set.of(APPROVAL_KEY, APPROVAL_LATER, PERMISSION_FORGED),
                        "entry 3",
                        it -> {
                            it.owner.does(
                                    "UPDATE entry SET posted_at = posted_at - interval '2 days' WHERE tenant = :tenant",
                                    "UPDATE effect SET at = at - interval '2 days' WHERE tenant = :tenant",
                                    "UPDATE uploader SET at = at - interval '2 days' WHERE tenant = :tenant");
                            it.owner.rechains();
                        }),
                change(
                        "a use deleted",
                        Set.of(USE_MISSING),
                        "entry 3",
                        "DELETE FROM authorization_use WHERE tenant = :tenant AND intent = (SELECT intent FROM entry"
                                + " WHERE tenant = :tenant AND number = 3)"),
                change(
                        "a use of an approval that nobody gave",
                        Set.of(USE_WITHOUT_ENTRY),
                        "approval made-up",
                        "INSERT INTO authorization_use SELECT tenant, 'made-up', intent FROM entry"
                                + " WHERE tenant = :tenant AND number = 3"),
                change(
                        "an approval used again",
                        Set.of(APPROVAL_USED_TWICE),
                        "approval",
                        "INSERT INTO authorization_use SELECT * FROM authorization_use WHERE tenant = :tenant AND intent = (SELECT intent"
                                + " FROM entry WHERE tenant = :tenant AND number = 3)"));
    }

    private static String upload(int number, String set) {
        return "UPDATE uploader SET " + set + " WHERE tenant = :tenant AND digest = (SELECT document FROM entry"
                + " WHERE tenant = :tenant AND number = " + number + ")";
    }

    private static Stream<Arguments> documents() {
        String ofFour =
                " WHERE tenant = :tenant AND digest = (SELECT document FROM entry WHERE tenant = :tenant AND number = 4)";
        return Stream.of(
                change("who uploaded", Set.of(SUBMITTER_MISMATCH), "entry 4", upload(4, "person = 'mallory'")),
                change(
                        "who uploaded, to the approver",
                        Set.of(APPROVER_IS_SUBMITTER, SUBMITTER_MISMATCH),
                        "entry 3",
                        upload(3, "person = 'anna'")),
                change("an upload deleted", Set.of(UPLOAD_MISSING), "entry 4", "DELETE FROM uploader" + ofFour),
                change(
                        "an upload after booking",
                        Set.of(UPLOAD_MISSING),
                        "entry 4",
                        upload(4, "at = at + interval '1 minute'")),
                change("a document", Set.of(CONTENT_CHANGED), "entry 4", "UPDATE content SET bytes = 'other'" + ofFour),
                change("a document deleted", Set.of(CONTENT_MISSING), "entry 4", "DELETE FROM content" + ofFour));
    }

    private static Stream<Arguments> orders() {
        return Stream.of(
                change(
                        "what is booked on an order",
                        Set.of(ORDER_SUM_CHANGED),
                        "order PO7",
                        "UPDATE order_booked SET minor = 1 WHERE tenant = :tenant"),
                change(
                        "what is booked on an order deleted",
                        Set.of(ORDER_SUM_CHANGED),
                        "order PO7",
                        "DELETE FROM order_booked WHERE tenant = :tenant"),
                change(
                        "the total of an order",
                        Set.of(ORDER_EXCEEDED),
                        "order PO7",
                        "UPDATE purchase_order SET total = 9999 WHERE tenant = :tenant"),
                rechained(
                        "the order of an entry",
                        Set.of(INTENT_MISMATCH, ORDER_SUM_CHANGED),
                        "entry 2",
                        entry(2, "order_number = 'PO-8', order_key = 'PO8'")),
                change(
                        "a reference that no entry makes",
                        Set.of(TIES_CHANGED),
                        "entry 4",
                        "INSERT INTO reference VALUES (:tenant, 'ACME/INVOICE/RE1', 4)"),
                change(
                        "prepayments that no entry makes",
                        Set.of(TIES_CHANGED),
                        "supplier ACME",
                        "INSERT INTO prepayments_booked VALUES (:tenant, 'ACME', 'EUR', 5)"),
                change(
                        "a settlement that no entry makes",
                        Set.of(SETTLEMENT_MISMATCH),
                        "entry 4",
                        "INSERT INTO settlement VALUES (:tenant, 3, 4)"),
                rechained(
                        "an entry that reverses nothing",
                        Set.of(REVERSAL_MISMATCH),
                        "entry 4",
                        entry(4, "kind = 'REVERSAL'")),
                rechained(
                        "the order that an entry counts against",
                        Set.of(DERIVED_MISMATCH, ORDER_SUM_CHANGED),
                        "entry 2",
                        entry(2, "order_key = NULL")));
    }

    private static Stream<Arguments> runs() {
        String ofFour = " WHERE tenant = :tenant AND run_id = 'run-RE-4'";
        return Stream.of(
                change("a run deleted", Set.of(RUN_MISSING), "entry 4", "DELETE FROM run" + ofFour),
                change(
                        "what a run did",
                        Set.of(RUN_MISMATCH),
                        "entry 4",
                        "UPDATE run SET summary = replace(summary, '\"id\":\"4\"', '\"id\":\"5\"')" + ofFour),
                change(
                        "a run that cannot be read",
                        Set.of(RUN_MISMATCH),
                        "entry 4",
                        "UPDATE run SET summary = 'x'" + ofFour),
                change(
                        "a run that is said to have booked",
                        Set.of(RUN_WITHOUT_ENTRY),
                        "agent-",
                        it -> it.runs.record("RE-9", new Receipt("entry", "4"))),
                change(
                        "the run of an entry, everywhere but in the record",
                        Set.of(RUN_MISSING, RUN_WITHOUT_ENTRY),
                        "entry 4",
                        it -> {
                            it.owner.does(entry(4, "run_id = 'x'"), effect(4, "run_id = 'x'"));
                            it.owner.rechains();
                        }),
                change("the trail of a run deleted", Set.of(TRAIL_INCOMPLETE), "entry 4", "DELETE FROM trail" + ofFour),
                change(
                        "a step of a run",
                        Set.of(TRAIL_CHANGED),
                        "entry 4",
                        "UPDATE trail SET steps = replace(steps, 'document_read\\\"', 'document_kept\\\"')" + ofFour),
                change(
                        "a trail that cannot be read",
                        Set.of(TRAIL_CHANGED),
                        "entry 4",
                        "UPDATE trail SET steps = 'x'" + ofFour),
                change(
                        "a step left out",
                        Set.of(TRAIL_INCOMPLETE),
                        "entry 4",
                        "UPDATE trail SET steps = '[' || (CAST(steps AS json) -> 1)::text || ']'" + ofFour));
    }
}
