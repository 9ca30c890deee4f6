package dev.ratchet.activities.masterdata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.approval.ApprovalKeys;
import dev.ratchet.activities.database.TestDatabase;
import dev.ratchet.activities.effect.Effects;
import dev.ratchet.activities.effect.Permitted;
import dev.ratchet.activities.ledger.Posted;
import dev.ratchet.activities.ledger.Postings;
import dev.ratchet.activities.ledger.Postings.Change;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.EffectActivities.Done;
import dev.ratchet.workflows.contract.effect.EffectActivities.Request;
import dev.ratchet.workflows.contract.invoice.BooksFacts;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import dev.ratchet.workflows.contract.invoice.Relation;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LookTest {
    private static final String FILE = """
            suppliers:
              - {id: ACME, name: Acme, taxIds: ["DE 123", "0123"], accounts: [DE02120300000000202051],
                 autoPostUpTo: {EUR: 1000.00}}
              - {id: BETA, name: Beta, taxIds: [DE9], orderRequired: true}
              - {id: GONE, name: Gone, taxIds: [DE8], active: false}
            orders:
              - {number: PO-7, supplier: ACME, currency: EUR, total: 200.00}
              - {number: PO-8, supplier: BETA, currency: EUR, total: 200.00}
              - {number: PO-9, supplier: ACME, currency: USD, total: 200.00}
            """;
    private static final ApprovalKeys KEYS = ApprovalKeys.generate();
    private static final RunRef OTHER = Permitted.run("another");
    private static TestDatabase test;
    private static MasterData data;
    private static Effects effects;
    private static int tenants;

    private final TenantId tenant = new TenantId("t" + ++tenants);
    private final Postings postings = new Postings(tenant, KEYS);

    @BeforeAll
    static void open() {
        test = new TestDatabase();
        data = TestMasterData.in(test.database());
        effects = Posted.effects(test.database(), KEYS);
    }

    @AfterAll
    static void close() {
        test.close();
    }

    @BeforeEach
    void load() throws Exception {
        data.load(tenant, "one.person", FILE);
    }

    private static Facts invoice(String number, long gross) {
        return new Facts(InvoiceFacts.Kind.INVOICE, number, gross, "EUR", List.of("DE123"), null, null, null);
    }

    private record Facts(
            InvoiceFacts.Kind kind,
            String number,
            long gross,
            String currency,
            List<String> taxIds,
            @Nullable String order,
            @Nullable String corrected,
            @Nullable String account) {
        Facts by(String... ids) {
            return new Facts(kind, number, gross, currency, List.of(ids), order, corrected, account);
        }

        Facts on(String number) {
            return new Facts(kind, this.number, gross, currency, taxIds, number, corrected, account);
        }

        Facts to(String number) {
            return new Facts(kind, this.number, gross, currency, taxIds, order, corrected, number);
        }

        MasterData.Parties parties() {
            return TestMasterData.sentBy(taxIds);
        }

        InvoiceFacts printed(TenantId tenant) {
            return new InvoiceFacts(
                    kind,
                    "",
                    InvoiceFacts.Source.UBL,
                    number,
                    LocalDate.of(2026, 11, 21),
                    currency,
                    gross,
                    0,
                    gross,
                    0,
                    0,
                    gross,
                    order,
                    corrected == null ? List.of() : List.of(corrected),
                    account == null ? List.of() : List.of(TestMasterData.ACCOUNTS.of(tenant, account)),
                    1,
                    List.of(),
                    List.of(),
                    List.of());
        }

        Facts credits(@Nullable String number) {
            return new Facts(
                    InvoiceFacts.Kind.CREDIT_NOTE, this.number, gross, currency, taxIds, order, number, account);
        }
    }

    private BooksFacts look(Facts facts) {
        return look(OTHER, facts);
    }

    private BooksFacts look(RunRef run, Facts f) {
        return data.look(tenant, run, f.printed(tenant), f.parties());
    }

    private RunRef book(Request posting) {
        assertThat(effects.perform(posting)).isInstanceOf(Done.class);
        return posting.run();
    }

    @Test
    void suppliersAreFoundByAnyTaxIdInAnySpelling() {
        assertThat(look(invoice("1", 100)).supplier()).isEqualTo(BooksFacts.Supplier.KNOWN);
        assertThat(look(invoice("1", 100)).supplierId()).isEqualTo("ACME");
        assertThat(look(invoice("1", 100)).autoPostUpTo()).isEqualTo(1000_00);
        assertThat(look(invoice("1", 100).by("0123")).supplierId()).isEqualTo("ACME");
        assertThat(look(invoice("1", 100).by("123")).supplier()).isEqualTo(BooksFacts.Supplier.UNKNOWN);
        assertThat(look(invoice("1", 100).by("de-123", "DE9")).supplier()).isEqualTo(BooksFacts.Supplier.AMBIGUOUS);
        assertThat(look(invoice("1", 100).by("de-123", "DE9")).supplierId()).isNull();
        assertThat(look(invoice("1", 100).by("DE8")).supplier()).isEqualTo(BooksFacts.Supplier.INACTIVE);
        assertThat(look(invoice("1", 100).by()).supplier()).isEqualTo(BooksFacts.Supplier.UNKNOWN);
    }

    @Test
    void accountsAreComparedAndTheOneOnFileIsShownMasked() {
        assertThat(look(invoice("1", 100)).account()).isEqualTo(BooksFacts.Account.NOT_ON_DOCUMENT);
        assertThat(look(invoice("1", 100).to("de02 1203 0000 0000 2020 51")).account())
                .isEqualTo(BooksFacts.Account.SAME);
        assertThat(look(invoice("1", 100).to("de02 1203 0000 0000 2020 51")).onFile())
                .isNull();
        assertThat(look(invoice("1", 100).to("DE99999")).account()).isEqualTo(BooksFacts.Account.CHANGED);
        assertThat(look(invoice("1", 100).to("DE99999")).onFile()).isEqualTo("DE02…051");
        assertThat(look(invoice("1", 100).by("DE9").to("DE99999")).account())
                .isEqualTo(BooksFacts.Account.NONE_ON_FILE);
    }

    @Test
    void ordersAreFoundInAnySpellingAndCountedDown() {
        assertThat(look(invoice("1", 100)).order()).isEqualTo(BooksFacts.Order.NOT_REQUIRED);
        assertThat(look(invoice("1", 100).by("DE9")).order()).isEqualTo(BooksFacts.Order.NOT_NAMED);
        assertThat(look(invoice("1", 100).on("PO-1")).order()).isEqualTo(BooksFacts.Order.UNKNOWN);
        assertThat(look(invoice("1", 100).on("PO-8")).order()).isEqualTo(BooksFacts.Order.OTHER_SUPPLIER);
        assertThat(look(invoice("1", 100).on("PO-9")).order()).isEqualTo(BooksFacts.Order.OTHER_CURRENCY);
        assertThat(look(invoice("1", 200_00).on("po 07")).order()).isEqualTo(BooksFacts.Order.MATCHES);
        assertThat(look(invoice("1", 200_01).on("PO-7")).order()).isEqualTo(BooksFacts.Order.OVER);

        RunRef own = book(postings.granted("ACME", "RE-1", 150_00, Change.order("PO-7")));
        assertThat(look(invoice("2", 60_00).on("PO-7")).order()).isEqualTo(BooksFacts.Order.OVER);
        assertThat(look(invoice("2", 60_00).on("PO-7")).orderRemaining()).isEqualTo(50_00);
        assertThat(look(own, invoice("RE-1", 150_00).on("PO-7")).order()).isEqualTo(BooksFacts.Order.MATCHES);
    }

    @Test
    void whatSaysThatThereIsNoOrderIsNone() {
        for (String none : List.of("NA", "n/a", "-", "None", "keine", "000")) {
            assertThat(look(invoice("1", 100).on(none)).order()).as(none).isEqualTo(BooksFacts.Order.NOT_REQUIRED);
            assertThat(look(invoice("1", 100).by("DE9").on(none)).order()).isEqualTo(BooksFacts.Order.NOT_NAMED);
        }
    }

    @Test
    void whoWeAreIsKnownByTaxIdsAndNamesInAnySpelling() throws Exception {
        assertThat(look(invoice("1", 100)).buyer()).as("nobody said who we are").isNull();
        TestMasterData.load(
                test.database(),
                tenant,
                "companies: [{id: WE, names: [Ravensholt Instruments GmbH], taxIds: [DE 77]}]");
        assertThat(look(invoice("1", 100)).buyer()).isEqualTo(BooksFacts.Buyer.NOT_NAMED);
        assertThat(look(invoice("1", 100).by("de-77", "DE123")).supplier()).isEqualTo(BooksFacts.Supplier.OWN);
        assertThat(CompanyNames.key("RAVENSHOLT  instruments, G.m.b.H."))
                .isEqualTo(CompanyNames.key("Ravensholt Instruments GmbH"))
                .isNotEqualTo(CompanyNames.key("Ravensholt GmbH"));
        assertThat(data.verifyHistory(tenant).problems()).isEmpty();
    }

    @Test
    void duplicatesAreFoundButNotByTheRunThatBooked() {
        RunRef own = book(postings.granted("ACME", "RE-0042/A", 119_00));
        assertThat(look(invoice("re 42 a", 119_00)).duplicate()).isEqualTo(BooksFacts.Duplicate.SAME_NUMBER);
        assertThat(look(invoice("re 42 a", 119_00)).otherEntry()).isEqualTo(1);
        assertThat(look(invoice("re 42 a", 1)))
                .returns(BooksFacts.Duplicate.NONE, BooksFacts::duplicate)
                .returns(BooksFacts.Tie.SAME_NUMBER, BooksFacts::tie)
                .returns(List.of(Relation.REPLACES, Relation.ADDS_TO, Relation.UNRELATED), BooksFacts::choices)
                .returns(1L, BooksFacts::sameNumber);
        assertThat(look(invoice("RE-43", 119_00)).duplicate()).isEqualTo(BooksFacts.Duplicate.NEAR);
        assertThat(look(invoice("RE-43", 119_00)).otherEntry()).isEqualTo(1);
        assertThat(look(invoice("RE-43", 119_01)).duplicate()).isEqualTo(BooksFacts.Duplicate.NONE);
        assertThat(look(invoice("RE-43", 119_00).credits("x")).duplicate()).isEqualTo(BooksFacts.Duplicate.NONE);
        assertThat(look(invoice("RE-43", 119_00).by("DE9")).duplicate()).isEqualTo(BooksFacts.Duplicate.NONE);
        assertThat(look(own, invoice("RE-0042/A", 119_00)).duplicate()).isEqualTo(BooksFacts.Duplicate.NONE);
        assertThat(look(own, invoice("RE-43", 119_00)).duplicate()).isEqualTo(BooksFacts.Duplicate.NONE);
    }

    @Test
    void creditNotesNeedTheInvoiceTheyCorrectAndCannotExceedIt() {
        book(postings.granted("ACME", "RE-1", 119_00));
        assertThat(look(invoice("1", 1)).correction()).isEqualTo(BooksFacts.Correction.NOT_A_CORRECTION);
        assertThat(look(invoice("C1", 1).credits(null)).correction()).isEqualTo(BooksFacts.Correction.NOT_NAMED);
        assertThat(look(invoice("C1", 1).credits("RE-2")).correction()).isEqualTo(BooksFacts.Correction.NOT_IN_BOOKS);
        assertThat(look(invoice("C1", 119_00).credits("re 01")).correction()).isEqualTo(BooksFacts.Correction.FOUND);
        assertThat(look(invoice("C1", 119_01).credits("RE-1")).correction())
                .isEqualTo(BooksFacts.Correction.EXCEEDS_CORRECTED);
        RunRef own = book(postings.granted("ACME", "C1", 100_00, Change.credit("RE1")));
        assertThat(look(invoice("C2", 19_01).credits("RE-1")).correction())
                .isEqualTo(BooksFacts.Correction.EXCEEDS_CORRECTED);
        assertThat(look(own, invoice("C1", 100_00).credits("RE-1")).correction())
                .isEqualTo(BooksFacts.Correction.FOUND);
    }

    @Test
    void anotherTenantSeesNothing() {
        book(postings.granted("ACME", "RE-1", 119_00));
        TenantId other = new TenantId(tenant.value() + "x");
        assertThat(TestMasterData.in(test.database())
                        .look(
                                other,
                                OTHER,
                                new InvoiceFacts(
                                        InvoiceFacts.Kind.INVOICE,
                                        "",
                                        InvoiceFacts.Source.UBL,
                                        "RE-1",
                                        LocalDate.of(2026, 11, 21),
                                        "EUR",
                                        119_00,
                                        0,
                                        119_00,
                                        0,
                                        0,
                                        119_00,
                                        null,
                                        List.of(),
                                        List.of(),
                                        1,
                                        List.of(),
                                        List.of(),
                                        List.of()),
                                TestMasterData.sentBy(List.of("DE123")))
                        .supplier())
                .isEqualTo(BooksFacts.Supplier.UNKNOWN);
    }

    @Test
    void manyAreLookedUpTogetherAsEachAlone() {
        book(postings.granted("ACME", "RE-1", 119_00, Change.order("PO-7")));
        RunRef ours = book(postings.granted("ACME", "CN-1", 19_00, Change.credit("RE-1")));
        List<MasterData.Question> questions = new ArrayList<>();
        for (RunRef run : List.of(OTHER, ours)) {
            for (TenantId whose : List.of(tenant, new TenantId("nobody"))) {
                for (Facts facts : List.of(
                        invoice("RE-1", 119_00),
                        invoice("RE-2", 119_00),
                        invoice("RE-2", 119_00).on("po 7"),
                        invoice("RE-2", 80_00).on("PO-8"),
                        invoice("RE-2", 1).by(),
                        invoice("RE-2", 1).by("DE9"),
                        invoice("RE-2", 1).by("DE8", "DE 9"),
                        invoice("RE-2", 1).to("DE02120300000000202051"),
                        invoice("RE-2", 1).to("DE02500105170137075030"),
                        invoice("CN-2", 100_01).credits("re 1"),
                        invoice("CN-2", 100_00).credits("re 1"),
                        invoice("CN-2", 100_00).credits(null))) {
                    questions.add(new MasterData.Question(whose, run, facts.printed(whose), facts.parties(), null));
                }
            }
        }
        List<BooksFacts> alone = questions.stream()
                .map(question -> data.look(question.tenant(), question.run(), question.invoice(), question.parties()))
                .toList();
        assertThat(data.lookAll(questions)).isEqualTo(alone);
        assertThat(new HashSet<>(alone)).hasSizeGreaterThan(10);
        assertThat(data.lookAll(List.of())).isEmpty();
    }
}
