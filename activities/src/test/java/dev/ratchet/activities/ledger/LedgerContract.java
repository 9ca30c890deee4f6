package dev.ratchet.activities.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.approval.ApprovalKeys;
import dev.ratchet.activities.approval.VerificationKeys;
import dev.ratchet.activities.ledger.Postings.Change;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.LedgerActivities.AlreadyBooked;
import dev.ratchet.workflows.contract.LedgerActivities.NotPosted;
import dev.ratchet.workflows.contract.LedgerActivities.Posted;
import dev.ratchet.workflows.contract.LedgerActivities.Posting;
import dev.ratchet.workflows.contract.LedgerActivities.Receipt;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What every ledger must do. Each test has books of its own. */
public abstract class LedgerContract {
    static final String MASTER_DATA = """
            suppliers:
              - {id: ACME, name: Acme, autoPostUpTo: {EUR: 1000.00, JPY: 90000}}
              - {id: STRICT, name: Strict, orderRequired: true, autoPostUpTo: {EUR: 1000.00}}
              - {id: GONE, name: Gone, active: false, autoPostUpTo: {EUR: 1000.00}}
              - {id: CAREFUL, name: Careful}
            orders:
              - {number: PO-7, supplier: ACME, currency: EUR, total: 150.00}
              - {number: PO-8, supplier: ACME, currency: USD, total: 150.00}
              - {number: PO-9, supplier: STRICT, currency: EUR, total: 150.00}
            people:
              - {id: anna, roles: [clerk], limit: {EUR: 5000.00}}
              - {id: bert, roles: [controller, clerk], limit: {EUR: 50000.00}}
              - {id: sub, roles: [clerk], limit: {EUR: 5000.00}}
            """;

    static final ApprovalKeys KEYS = ApprovalKeys.generate();

    private static int tenants;

    protected final TenantId tenant = new TenantId("t" + ++tenants);
    protected final Postings postings = new Postings(tenant, KEYS);

    protected abstract Ledger ledger(VerificationKeys keys);

    /** Loads {@link #MASTER_DATA} for the tenant. */
    protected abstract void load(TenantId whose, String yaml) throws Exception;

    /** Puts on record who brought a document in. */
    protected abstract void broughtIn(TenantId whose, Digest document, String person);

    /** Takes a person out of the master data. */
    protected abstract void remove(TenantId whose, String person);

    @BeforeEach
    void master() throws Exception {
        load(tenant, MASTER_DATA);
    }

    private Receipt post(Posting posting) {
        return ledger(KEYS.verification()).post(posting);
    }

    @Test
    void booksWithinTheCeilingWithoutAPerson() {
        assertThat(post(postings.granted("ACME", "RE-1", 119_00))).isInstanceOf(Posted.class);
        Ledger.Entry entry = ledger(KEYS.verification()).entries(tenant, 10).get(0);
        assertThat(entry.number()).isEqualTo(1);
        assertThat(entry.authority()).isEqualTo("policy small@1");
        assertThat(entry.lines()).extracting(Ledger.Line::minor).containsExactly(100_00L, 19_00L, -119_00L);
    }

    @Test
    void theSameRunIsAnsweredTheSameAgainAndItsApprovalIsUsedOnce() {
        Posting posting = postings.approved("CAREFUL", "RE-1", 119_00, "anna");
        Receipt first = post(posting);
        assertThat(first).isInstanceOf(Posted.class);
        assertThat(post(posting)).isEqualTo(first);
        assertThat(ledger(KEYS.verification()).entries(tenant, 10)).hasSize(1);
    }

    @Test
    void anotherRunFindsItBookedInAnySpelling() {
        post(postings.granted("ACME", "RE-0042/a", 119_00));
        Posting other = postings.granted("ACME", "re 42 A", 119_00);
        assertThat(post(postings.by(new RunRef("other", "run"), other))).isEqualTo(new AlreadyBooked(1));
    }

    @Test
    void theSameRunCannotBookTheInvoiceAgainWithOtherFigures() {
        post(postings.granted("ACME", "RE-1", 119_00));
        assertThat(post(postings.granted("ACME", "RE-1", 219_00)))
                .isInstanceOfSatisfying(
                        NotPosted.class, no -> assertThat(no.code()).isEqualTo("ENTRY_ALTERED"));
    }

    @Test
    void creditNotesGiveAnOrderRoomBack() {
        assertThat(post(postings.granted("ACME", "RE-1", 119_00, Change.order("PO-7"))))
                .isInstanceOf(Posted.class);
        assertThat(post(postings.granted("ACME", "RE-2", 119_00, Change.order("po 7"))))
                .isInstanceOf(NotPosted.class);
        assertThat(post(postings.granted(
                        "ACME", "CN-1", 100_00, Change.credit("re1").and(Change.order("PO-7")))))
                .isInstanceOf(Posted.class);
        assertThat(post(postings.granted("ACME", "RE-2", 119_00, Change.order("PO-7"))))
                .isInstanceOf(Posted.class);
    }

    @Test
    void whatLooksLikeAnEntryOfAnotherRunNeedsAPerson() {
        RunRef other = new RunRef("other", "run");
        post(postings.granted("ACME", "RE-1", 119_00));
        assertThat(post(postings.by(other, postings.granted("ACME", "RE-2", 119_00))))
                .isInstanceOfSatisfying(NotPosted.class, no -> {
                    assertThat(no.code()).isEqualTo("NEAR_DUPLICATE");
                    assertThat(no.why()).contains("entry 1", "ACME");
                });
        assertThat(post(postings.by(other, postings.granted("ACME", "RE-2", 119_01))))
                .isInstanceOf(Posted.class);
        assertThat(post(postings.by(other, postings.granted("ACME", "RE-3", 119_00, Change.currency("JPY")))))
                .isInstanceOf(Posted.class);
        assertThat(post(postings.by(other, postings.granted("ACME", "CN-1", 119_00, Change.credit("RE-1")))))
                .isInstanceOf(Posted.class);
        assertThat(post(postings.approved("ACME", "RE-4", 119_01, "anna"))).isInstanceOf(Posted.class);
    }

    @Test
    void aPersonMayGoBeyondTheOrder() {
        assertThat(post(postings.approved("ACME", "RE-1", 4000_00, "anna", Change.order("PO-7"))))
                .isInstanceOf(Posted.class);
    }

    @TestFactory
    Stream<DynamicTest> whatChangedBetweenConsentAndPostingCounts() {
        String person = "people: [{id: anna, roles: [%s], limit: {EUR: %s}}]";
        String supplier = "suppliers: [{id: ACME, name: Acme, active: %s, autoPostUpTo: {EUR: %s}}]";
        Posting granted = postings.granted("ACME", "RE-1", 119_00);
        Posting approved = postings.approved("ACME", "RE-1", 119_00, List.of("bert", "anna"));
        return Stream.of(
                changed("CEILING_EXCEEDED", granted, () -> load(tenant, supplier.formatted(true, "118.99"))),
                changed("SUPPLIER_INACTIVE", granted, () -> load(tenant, supplier.formatted(false, "1000.00"))),
                changed("SUPPLIER_INACTIVE", approved, () -> load(tenant, supplier.formatted(false, "1000.00"))),
                changed("APPROVER_LIMIT", approved, () -> load(tenant, person.formatted("clerk", "118.99"))),
                changed("APPROVER_ROLE", approved, () -> load(tenant, person.formatted("controller", "5000.00"))),
                changed("APPROVER_UNKNOWN", approved, () -> remove(tenant, "anna")),
                changed(
                        "APPROVER_IS_SUBMITTER",
                        approved,
                        () -> broughtIn(tenant, approved.entry().document(), "anna")));
    }

    private interface Happening {
        void happen() throws Exception;
    }

    private DynamicTest changed(String code, Posting posting, Happening happening) {
        return DynamicTest.dynamicTest(
                code + " of " + posting.authorization().getClass().getSimpleName(), () -> {
                    load(tenant, MASTER_DATA);
                    happening.happen();
                    assertThat(post(posting))
                            .isInstanceOfSatisfying(
                                    NotPosted.class, no -> assertThat(no.code()).isEqualTo(code));
                    assertThat(ledger(KEYS.verification()).entries(tenant, 10)).isEmpty();
                });
    }

    @Test
    void whatTheChangesAboveStoppedPassesWithoutThem() {
        assertThat(post(postings.approved("ACME", "RE-1", 119_00, List.of("bert", "anna"))))
                .isInstanceOf(Posted.class);
        assertThat(post(postings.granted("ACME", "RE-2", 119_00))).isInstanceOf(Posted.class);
    }

    @Test
    void whoBroughtTheDocumentInDoesNotCountWhateverTheApprovalSays() {
        Posting posting = postings.approved("ACME", "RE-1", 119_00, "anna");
        broughtIn(tenant, posting.entry().document(), "bert");
        broughtIn(tenant, posting.entry().document(), "sub");
        assertThat(post(postings.approved("ACME", "RE-1", 119_00, "bert")))
                .isInstanceOfSatisfying(
                        NotPosted.class, no -> assertThat(no.code()).isEqualTo("APPROVER_IS_SUBMITTER"));
        assertThat(post(posting)).isInstanceOf(Posted.class);
    }

    @Test
    void twoPeopleAreNamedInTheEntry() {
        assertThat(post(postings.approved("ACME", "RE-1", 4000_00, List.of("anna", "bert"))))
                .isInstanceOf(Posted.class);
        assertThat(ledger(KEYS.verification()).entries(tenant, 1).get(0).authority())
                .isEqualTo("approved by anna, bert");
    }

    @TestFactory
    Stream<DynamicTest> everyRefusalHappensOnceAndBooksNothing() throws Exception {
        TreeSet<String> codes =
                new TreeSet<>(Stream.of(Refusal.values()).map(Enum::name).toList());
        List<DynamicTest> tests = new ArrayList<>();
        RefusalCases.of(postings, KEYS, ledger(KEYS.verification())).forEach((code, posting) -> {
            codes.remove(code);
            tests.add(DynamicTest.dynamicTest(code, () -> {
                int before = ledger(KEYS.verification()).entries(tenant, 100).size();
                assertThat(post(posting)).isInstanceOfSatisfying(NotPosted.class, no -> {
                    assertThat(no.code()).isEqualTo(code);
                    assertThat(no.why()).doesNotContain("%s", "null").hasSizeGreaterThan(15);
                });
                assertThat(ledger(KEYS.verification()).entries(tenant, 100)).hasSize(before);
            }));
        });
        assertThat(codes).as("codes that no case shows").isEmpty();
        return tests.stream();
    }

    @Test
    void ofTwoRunsAtOnceOneBooksAndTheOtherFindsItBooked() throws Exception {
        int rounds = 20;
        int runs = 4;
        ExecutorService workers = Executors.newFixedThreadPool(runs);
        try {
            for (int round = 0; round < rounds; round++) {
                Posting posting = postings.granted("ACME", "RE-" + round, 119_00 + round);
                List<Callable<Receipt>> calls = IntStream.range(0, runs)
                        .<Callable<Receipt>>mapToObj(run ->
                                () -> post(postings.by(new RunRef("wf-" + run, "run"), posting)))
                        .toList();
                List<Receipt> receipts = new ArrayList<>();
                for (Future<Receipt> receipt : workers.invokeAll(calls)) {
                    receipts.add(receipt.get());
                }
                assertThat(receipts).filteredOn(Posted.class::isInstance).hasSize(1);
                assertThat(receipts).filteredOn(AlreadyBooked.class::isInstance).hasSize(runs - 1);
            }
        } finally {
            workers.shutdownNow();
        }
        assertThat(ledger(KEYS.verification()).verify(tenant).broken()).isNull();
        assertThat(ledger(KEYS.verification()).entries(tenant, 100)).hasSize(rounds);
    }

    @Test
    void balancesAreSumsByAccountAndCurrencyAndTenantsAreApart() throws Exception {
        TenantId other = new TenantId(tenant.value() + "-other");
        load(other, MASTER_DATA);
        assertThat(post(new Postings(other, KEYS).granted("ACME", "RE-1", 119_00)))
                .isEqualTo(
                        post(postings.granted("ACME", "RE-1", 119_00)).getClass() == Posted.class
                                ? new Posted(
                                        1,
                                        ledger(KEYS.verification())
                                                .entries(other, 1)
                                                .get(0)
                                                .rowHash())
                                : null);
        post(postings.granted("ACME", "RE-2", 11_90));
        post(postings.granted("ACME", "RE-3", 5000, Change.currency("JPY")));
        assertThat(ledger(KEYS.verification()).balance(tenant))
                .contains(
                        new Ledger.Balance("liabilities:payable:ACME", "EUR", -130_90),
                        new Ledger.Balance("liabilities:payable:ACME", "JPY", -5000));
        assertThat(ledger(KEYS.verification()).balance(other))
                .contains(new Ledger.Balance("liabilities:payable:ACME", "EUR", -119_00));
    }

    @Test
    void newestEntriesComeOldestFirst() {
        for (int i = 1; i <= 5; i++) {
            post(postings.granted("ACME", "RE-" + i, 100_00 + i));
        }
        assertThat(ledger(KEYS.verification()).entries(tenant, 2))
                .extracting(Ledger.Entry::number)
                .containsExactly(4L, 5L);
    }

    @Test
    void emptyBooksVerify() {
        assertThat(ledger(KEYS.verification()).verify(tenant)).isEqualTo(new Ledger.Verification(0, null, null, null));
    }
}
