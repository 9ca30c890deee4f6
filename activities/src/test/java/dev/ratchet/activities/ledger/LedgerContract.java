package dev.ratchet.activities.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.ratchet.activities.approval.ApprovalKeys;
import dev.ratchet.activities.effect.Effects;
import dev.ratchet.activities.effect.Permitted;
import dev.ratchet.activities.ledger.Postings.Change;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.EffectActivities.Done;
import dev.ratchet.workflows.contract.effect.EffectActivities.Refused;
import dev.ratchet.workflows.contract.effect.EffectActivities.Request;
import dev.ratchet.workflows.contract.effect.EffectActivities.Result;
import dev.ratchet.workflows.contract.effect.Intent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every ledger must do beyond what every effect does. Each test has books of its own, and what it expects is
 * written here and never taken from the ledger.
 */
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

    private static final RunRef OTHER = Permitted.run("another");

    private static int tenants;

    protected final TenantId tenant = new TenantId("t" + ++tenants);
    protected final Postings postings = new Postings(tenant, KEYS);

    protected abstract Ledger ledger();

    /** What posts to {@link #ledger}. */
    protected abstract Effects effects();

    /** Loads {@link #MASTER_DATA} for the tenant. */
    protected abstract void load(TenantId whose, String yaml) throws Exception;

    /** Puts on record who uploaded a document. */
    protected abstract void uploaded(TenantId whose, Digest document, String person);

    @BeforeEach
    void master() throws Exception {
        load(tenant, MASTER_DATA);
    }

    protected final Result post(Request request) {
        return effects().perform(request);
    }

    /** Posted by this run as the entry of that number. */
    static Done entry(int number) {
        return new Done(new Receipt("entry", Integer.toString(number)));
    }

    static void assertRefused(Result result, String code, String why) {
        assertThat(result).isEqualTo(new Refused(code, why, null));
    }

    @Test
    void booksWithinTheCeilingWithoutAPerson() {
        Instant before = Instant.now().minus(Duration.ofSeconds(2));
        assertThat(post(postings.granted("ACME", "RE-1", 119_00))).isEqualTo(entry(1));
        assertThat(ledger().entries(tenant, 10)).singleElement().satisfies(entry -> {
            assertThat(entry.number()).isEqualTo(1);
            assertThat(entry.postedAt()).isBetween(before, Instant.now().plus(Duration.ofSeconds(2)));
            assertThat(entry.date()).isEqualTo(LocalDate.of(2026, 11, 21));
            assertThat(entry.kind()).isEqualTo("INVOICE");
            assertThat(entry.supplierId()).isEqualTo("ACME");
            assertThat(entry.invoiceNumber()).isEqualTo("RE-1");
            assertThat(entry.currency()).isEqualTo("EUR");
            assertThat(entry.lines())
                    .containsExactly(
                            new Ledger.Line("expenses:ACME", 100_00),
                            new Ledger.Line("assets:vat", 19_00),
                            new Ledger.Line("liabilities:payable:ACME", -119_00));
            assertThat(entry.authority()).isEqualTo("policy small@1");
            assertThat(entry.workflowId()).isEqualTo(Postings.RUN.workflowId());
            assertThat(entry.document()).isEqualTo(Digest.of("ACMERE-1"));
        });
    }

    @Test
    void anInvoiceIsInTheBooksOnceInAnySpelling() {
        assertThat(post(postings.granted("ACME", "RE-0042/a", 119_00))).isEqualTo(entry(1));
        for (RunRef run : List.of(Postings.RUN, OTHER)) {
            assertThat(post(postings.by(run, postings.granted("ACME", "re 42 A", 119_00))))
                    .isEqualTo(new Refused(
                            "BUSINESS_KEY_TAKEN",
                            "'ACME/INVOICE/RE42A' was performed before with other content, as entry 1",
                            new Receipt("entry", "1")));
        }
        assertThat(ledger().entries(tenant, 10))
                .extracting(Ledger.Entry::invoiceNumber)
                .containsExactly("RE-0042/a");
    }

    @Test
    void creditNotesGiveAnOrderRoomBack() {
        assertThat(post(postings.granted("ACME", "RE-1", 119_00, Change.order("PO-7"))))
                .isEqualTo(entry(1));
        assertRefused(
                post(postings.granted("ACME", "RE-2", 119_00, Change.order("po 7"))),
                "ORDER_EXCEEDED",
                "purchase order 'po 7' has 31.00 EUR left, the entry takes 119.00 EUR");
        assertThat(post(postings.granted(
                        "ACME", "CN-1", 100_00, Change.credit("re1").and(Change.order("PO-7")))))
                .isEqualTo(entry(2));
        assertThat(post(postings.granted("ACME", "RE-2", 119_00, Change.order("PO-7"))))
                .isEqualTo(entry(3));
        assertRefused(
                post(postings.granted("ACME", "RE-3", 12_01, Change.order("PO-7"))),
                "ORDER_EXCEEDED",
                "purchase order 'PO-7' has 12.00 EUR left, the entry takes 12.01 EUR");
        assertThat(post(postings.granted("ACME", "RE-3", 12_00, Change.order("PO-7"))))
                .isEqualTo(entry(4));
    }

    @Test
    void whatIsTakenBackEndsWithTheInvoice() {
        assertThat(post(postings.granted("ACME", "RE-1", 119_00))).isEqualTo(entry(1));
        assertThat(post(postings.granted("ACME", "CN-1", 100_00, Change.credit("RE-1"))))
                .isEqualTo(entry(2));
        assertRefused(
                post(postings.granted("ACME", "CN-2", 19_01, Change.credit("RE-1"))),
                "CORRECTED_EXCEEDED",
                "of invoice 'RE-1' only 19.00 EUR can still be taken back, the entry takes 19.01 EUR");
        assertThat(post(postings.granted("ACME", "CN-2", 19_00, Change.credit("RE-1"))))
                .isEqualTo(entry(3));
    }

    @Test
    void whatLooksLikeAnEntryOfAnotherRunNeedsAPerson() {
        assertThat(post(postings.granted("ACME", "RE-1", 119_00))).isEqualTo(entry(1));
        assertRefused(
                post(postings.by(OTHER, postings.granted("ACME", "RE-2", 119_00))),
                "NEAR_DUPLICATE",
                "entry 1 books the same amount of supplier 'ACME' on the same date under another number");
        assertThat(post(postings.by(OTHER, postings.granted("ACME", "RE-2", 119_01))))
                .isEqualTo(entry(2));
        assertThat(post(postings.by(OTHER, postings.granted("ACME", "RE-3", 119_00, Change.currency("JPY")))))
                .isEqualTo(entry(3));
        assertThat(post(postings.by(OTHER, postings.granted("ACME", "CN-1", 119_00, Change.credit("RE-1")))))
                .isEqualTo(entry(4));
        assertThat(post(postings.approved("ACME", "RE-4", 119_01, "anna"))).isEqualTo(entry(5));
    }

    @Test
    void aCeilingIsNotExceededByAMinorUnitAndALimitIsNot() {
        assertThat(post(postings.granted("ACME", "RE-1", 1000_00))).isEqualTo(entry(1));
        assertRefused(
                post(postings.granted("ACME", "RE-2", 1000_01)),
                "CEILING_EXCEEDED",
                "1000.01 EUR is above 1000.00 EUR, the most that may be booked for supplier 'ACME' without a person");
        assertThat(post(postings.approved("ACME", "RE-3", 5000_00, "anna"))).isEqualTo(entry(2));
        assertRefused(
                post(postings.approved("ACME", "RE-4", 5000_01, "anna")),
                "APPROVER_LIMIT",
                "anna may approve up to 5000.00 EUR; this is 5000.01 EUR");
        assertRefused(
                post(postings.approved("ACME", "RE-4", 119_00, "anna", Change.currency("USD"))),
                "APPROVER_LIMIT",
                "anna may approve up to 0.00 USD; this is 119.00 USD");
    }

    @Test
    void aPersonMayGoBeyondTheOrderAndTheCeiling() {
        assertThat(post(postings.approved("ACME", "RE-1", 4000_00, "anna", Change.order("PO-7"))))
                .isEqualTo(entry(1));
        assertThat(ledger().entries(tenant, 1))
                .extracting(Ledger.Entry::authority)
                .containsExactly("approved by anna");
    }

    @TestFactory
    Stream<DynamicTest> whatChangedBetweenConsentAndPostingCounts() {
        String supplier = "suppliers: [{id: ACME, name: Acme, active: %s, autoPostUpTo: {EUR: %s}}]";
        Request granted = postings.granted("ACME", "RE-1", 119_00);
        Request approved = postings.approved("ACME", "RE-1", 119_00, List.of("bert", "anna"));
        return Stream.of(
                changed("CEILING_EXCEEDED", granted, () -> load(tenant, supplier.formatted(true, "118.99"))),
                changed("SUPPLIER_INACTIVE", granted, () -> load(tenant, supplier.formatted(false, "1000.00"))),
                changed("SUPPLIER_INACTIVE", approved, () -> load(tenant, supplier.formatted(false, "1000.00"))),
                changed(
                        "APPROVER_LIMIT",
                        approved,
                        () -> load(tenant, "people: [{id: anna, roles: [clerk], limit: {EUR: 118.99}}]")),
                changed("APPROVER_IS_SUBMITTER", approved, () -> uploaded(tenant, Digest.of("ACMERE-1"), "anna")));
    }

    private interface Happening {
        void happen() throws Exception;
    }

    private DynamicTest changed(String code, Request request, Happening happening) {
        return DynamicTest.dynamicTest(
                code + " of " + request.authorization().getClass().getSimpleName(), () -> {
                    load(tenant, MASTER_DATA);
                    happening.happen();
                    assertThat(post(request))
                            .isInstanceOfSatisfying(
                                    Refused.class, no -> assertThat(no.code()).isEqualTo(code));
                    assertThat(ledger().entries(tenant, 10)).isEmpty();
                });
    }

    @Test
    void whatTheChangesAboveStoppedPassesWithoutThem() {
        assertThat(post(postings.approved("ACME", "RE-1", 119_00, List.of("bert", "anna"))))
                .isEqualTo(entry(1));
        assertThat(post(postings.granted("ACME", "RE-2", 119_00))).isEqualTo(entry(2));
        assertThat(ledger().entries(tenant, 10))
                .extracting(Ledger.Entry::authority)
                .containsExactly("approved by bert, anna", "policy small@1");
    }

    @Test
    void whoUploadedTheDocumentThatIsBookedCannotApproveItWhateverTheRunIsAbout() {
        uploaded(tenant, Digest.of("ACMERE-1"), "bert");
        uploaded(tenant, Digest.of("ACMERE-2"), "anna");
        assertRefused(
                post(postings.approved("ACME", "RE-1", 119_00, "bert")),
                "APPROVER_IS_SUBMITTER",
                "bert submitted or uploaded what this is about; somebody else must approve it");
        assertThat(post(postings.approved("ACME", "RE-1", 119_00, "anna"))).isEqualTo(entry(1));
    }

    @TestFactory
    Stream<DynamicTest> everyRefusalHappensAndBooksNothing() {
        TreeSet<String> codes =
                new TreeSet<>(Stream.of(Refusal.values()).map(Enum::name).toList());
        List<DynamicTest> tests = new ArrayList<>();
        assertThat(post(postings.granted("ACME", "RE-0", 100_00, RefusalCases.FIRST)))
                .isEqualTo(entry(1));
        new TreeMap<>(RefusalCases.of(postings)).forEach((code, request) -> {
            codes.remove(code);
            tests.add(DynamicTest.dynamicTest(code, () -> {
                assertThat(post(request)).isInstanceOfSatisfying(Refused.class, no -> {
                    assertThat(no.code()).isEqualTo(code);
                    assertThat(no.why()).doesNotContain("%s", "null").hasSizeGreaterThan(15);
                });
                assertThat(ledger().entries(tenant, 100))
                        .extracting(Ledger.Entry::invoiceNumber)
                        .containsExactly("RE-0");
            }));
        });
        assertThat(codes).as("codes that no case shows").isEmpty();
        return tests.stream();
    }

    @Test
    void whatIsNoEntryOfTheTenantIsRefusedAsInput() {
        Request theirs = new Postings(new TenantId("somebody-else"), KEYS).granted("ACME", "RE-1", 119_00);
        assertThatThrownBy(() -> post(Permitted.request(tenant, theirs.run(), theirs.intent(), theirs.authorization())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'tenant' of the entry must be the request's, '" + tenant + "'");
        Request ours = postings.granted("ACME", "RE-1", 119_00);
        Intent renamed = new Intent(
                "ACME/INVOICE/OTHER", ours.intent().kind(), ours.intent().arguments());
        assertThatThrownBy(() -> post(Permitted.request(tenant, ours.run(), renamed, ours.authorization())))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(ledger().entries(tenant, 10)).isEmpty();
    }

    @Test
    void balancesAreSumsByAccountAndCurrencyAndTenantsAreApart() throws Exception {
        TenantId other = new TenantId(tenant.value() + "-other");
        load(other, MASTER_DATA);
        assertThat(post(new Postings(other, KEYS).granted("ACME", "RE-1", 119_00)))
                .isEqualTo(entry(1));
        assertThat(post(postings.granted("ACME", "RE-1", 119_00))).isEqualTo(entry(1));
        assertThat(post(postings.granted("ACME", "RE-2", 11_90))).isEqualTo(entry(2));
        assertThat(post(postings.granted("ACME", "RE-3", 5000, Change.currency("JPY"))))
                .isEqualTo(entry(3));
        assertThat(post(postings.granted("ACME", "CN-1", 11_90, Change.credit("RE-2"))))
                .isEqualTo(entry(4));
        assertThat(ledger().balance(tenant))
                .containsExactly(
                        new Ledger.Balance("assets:vat", "EUR", 19_00),
                        new Ledger.Balance("assets:vat", "JPY", 798),
                        new Ledger.Balance("expenses:ACME", "EUR", 100_00),
                        new Ledger.Balance("expenses:ACME", "JPY", 4202),
                        new Ledger.Balance("liabilities:payable:ACME", "EUR", -119_00),
                        new Ledger.Balance("liabilities:payable:ACME", "JPY", -5000));
        assertThat(ledger().balance(other))
                .containsExactly(
                        new Ledger.Balance("assets:vat", "EUR", 19_00),
                        new Ledger.Balance("expenses:ACME", "EUR", 100_00),
                        new Ledger.Balance("liabilities:payable:ACME", "EUR", -119_00));
    }

    @Test
    void newestEntriesComeOldestFirst() {
        for (int i = 1; i <= 5; i++) {
            post(postings.granted("ACME", "RE-" + i, 100_00 + i));
        }
        assertThat(ledger().entries(tenant, 2))
                .extracting(Ledger.Entry::number, Ledger.Entry::invoiceNumber)
                .containsExactly(tuple(4L, "RE-4"), tuple(5L, "RE-5"));
    }

    @Test
    void theJournalIsWrittenToTheLetter() throws IOException {
        post(postings.granted("ACME", "RE-1", 119_00));
        post(postings.granted("ACME", "RE;|\n2", 5000, Change.currency("JPY")));
        post(postings.granted("ACME", "CN-1", 19_00, Change.credit("RE-1")));
        StringBuilder journal = new StringBuilder();
        ledger().export(tenant, journal);
        assertThat(journal.toString().replace(tenant.value(), "TENANT")).isEqualTo("""
                ; the books of TENANT

                commodity 1000.00 EUR
                commodity 1000. JPY
                account assets:vat
                account expenses:ACME
                account liabilities:payable:ACME

                2026-11-21 * (1) ACME invoice | RE-1
                    expenses:ACME  100.00 EUR
                    assets:vat  19.00 EUR
                    liabilities:payable:ACME  -119.00 EUR

                2026-11-21 * (2) ACME invoice | RE 2
                    expenses:ACME  4202 JPY
                    assets:vat  798 JPY
                    liabilities:payable:ACME  -5000 JPY

                2026-11-21 * (3) ACME credit note | CN-1
                    expenses:ACME  -15.97 EUR
                    assets:vat  -3.03 EUR
                    liabilities:payable:ACME  19.00 EUR
                """);
    }
}
