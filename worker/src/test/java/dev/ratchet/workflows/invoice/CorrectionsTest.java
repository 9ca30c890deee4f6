package dev.ratchet.workflows.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.Needs;
import dev.ratchet.activities.approval.ApprovalKeys;
import dev.ratchet.activities.database.TestDatabase;
import dev.ratchet.activities.effect.Permitted;
import dev.ratchet.activities.ledger.Posted;
import dev.ratchet.activities.ledger.PostgresLedger;
import dev.ratchet.activities.masterdata.BooksActivitiesImpl;
import dev.ratchet.activities.masterdata.TestMasterData;
import dev.ratchet.activities.policy.PinnedRules;
import dev.ratchet.activities.policy.PostgresRuleBooks;
import dev.ratchet.activities.policy.RulebookFile;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.policy.Bundle;
import dev.ratchet.workflows.invoice.PaperTrail.Paper;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every kind of correction and prepayment, through the agent, the shipped rules and real books. Whatever the order in which
 * the documents come, one by one or as a batch, the books end the same. Amounts are net; VAT is 19 % of them.
 */
class CorrectionsTest {
    private static final ApprovalKeys PEOPLE = ApprovalKeys.generate();
    private static final String MASTER_DATA = """
            suppliers:
              - {id: ACME, name: Acme, taxIds: [DE1], autoPostUpTo: {EUR: 50000.00}}
            orders:
              - {number: PO-1, supplier: ACME, currency: EUR, total: 1190.00}
              - {number: PO-3, supplier: ACME, currency: EUR, total: 3570.00}
            people:
              - {id: anna, roles: [clerk, controller], limit: {EUR: 90000.00}}
            """;

    private static TestDatabase test;
    private static int tenants;

    @TempDir
    Path folder;

    enum Arrival {
        IN_ORDER,
        REVERSED,
        BATCH,
        BATCH_REVERSED
    }

    /** What is owed to the supplier, what VAT is to be claimed back and what stays prepaid in the end; and the documents. */
    enum Case {
        CORRECTED_IN_FULL(
                1071_00,
                171_00,
                0,
                Paper.of("380", "L-1", 1000_00),
                Paper.of("384", "L-2", 900_00).names("L-1").replaces()),
        CORRECTED_BY_THE_DIFFERENCE(
                1213_80,
                193_80,
                0,
                Paper.of("380", "L-1", 1000_00),
                Paper.of("384", "L-2", 20_00).names("L-1").addsTo()),
        CORRECTED_AND_UNRELATED(
                1309_00,
                209_00,
                0,
                Paper.of("380", "L-1", 1000_00),
                Paper.of("384", "L-2", 100_00).names("L-1").unrelated()),
        CORRECTED_WITHOUT_REFERENCE(
                71_40, 11_40, 0, Paper.of("384", "L-2", 60_00).unrelated()),
        CORRECTED_UNKNOWN(
                142_80, 22_80, 0, Paper.of("384", "L-2", 120_00).names("L-9").addsTo()),
        CORRECTED_WITH_THE_SAME_NUMBER(
                999_60,
                159_60,
                0,
                Paper.of("380", "L-1", 1000_00),
                Paper.of("384", "L-1", 840_00).names("L-1").replaces()),
        SAME_NUMBER_OTHER_AMOUNT(
                568_18,
                90_72,
                0,
                Paper.of("380", "L-1", 249_00).addsTo(),
                Paper.of("380", "L-1", 228_46).addsTo()),
        SAME_NUMBER_AND_COPIES(
                2261_00,
                361_00,
                0,
                Paper.of("380", "L-1", 1000_00).addsTo(),
                Paper.of("380", "L-1", 900_00).addsTo(),
                Paper.of("380", "l 1", 900_00).copy(),
                Paper.of("380", "L-01", 1000_00).copy()),
        CORRECTED_AND_COPIES(
                1071_00,
                171_00,
                0,
                Paper.of("380", "L-1", 1000_00),
                Paper.of("384", "L-2", 900_00).names("L-1").replaces(),
                Paper.of("380", "L 1", 1000_00).copy(),
                Paper.of("384", "L 2", 900_00).names("L-1").copy()),
        CORRECTED_ON_AN_ORDER(
                1071_00,
                171_00,
                0,
                Paper.of("380", "L-1", 1000_00).on("PO-1"),
                Paper.of("384", "L-2", 900_00).names("L-1").on("PO-1").replaces()),
        CREDIT_NOTE(
                1071_00,
                171_00,
                0,
                Paper.of("380", "L-1", 1000_00),
                Paper.of("381", "C-1", 100_00).names("L-1")),
        NEGATIVE_INVOICE(
                0,
                0,
                0,
                Paper.of("380", "L-1", 1000_00),
                Paper.of("384", "L-2", -1000_00).names("L-1").addsTo()),
        PREPAID(
                3570_00,
                570_00,
                0,
                Paper.of("386", "P-1", 1000_00),
                Paper.of("380", "F-1", 3000_00).names("P-1").prepaid(1190_00)),
        PREPAID_ON_AN_ORDER(
                3570_00,
                570_00,
                0,
                Paper.of("386", "P-1", 1000_00).on("PO-3"),
                Paper.of("380", "F-1", 3000_00).names("P-1").prepaid(1190_00).on("PO-3")),
        PARTIAL_AND_PREPAID(
                3570_00,
                570_00,
                0,
                Paper.of("326", "P-1", 1000_00),
                Paper.of("386", "P-2", 500_00),
                Paper.of("380", "F-1", 3000_00).names("P-1", "P-2").prepaid(1785_00)),
        PREPAID_BY_A_PLAIN_INVOICE(
                3570_00,
                570_00,
                0,
                Paper.of("380", "P-1", 1000_00),
                Paper.of("380", "F-1", 3000_00).names("P-1").prepaid(1190_00)),
        PREPAID_BY_ANOTHER_AMOUNT(
                3760_00,
                760_00,
                0,
                Paper.of("386", "P-1", 1000_00),
                Paper.of("380", "F-1", 3000_00).names("P-1").prepaid(1000_00).addsTo()),
        PREPAID_WITHOUT_NAME(
                3570_00,
                760_00,
                -190_00,
                Paper.of("386", "P-1", 1000_00),
                Paper.of("380", "F-1", 3000_00).prepaid(1190_00));

        private final long owed;
        private final long vat;
        private final long prepaid;
        private final List<Paper> papers;

        Case(long owed, long vat, long prepaid, Paper... papers) {
            this.owed = owed;
            this.vat = vat;
            this.prepaid = prepaid;
            this.papers = List.of(papers);
        }
    }

    @BeforeAll
    static void open() {
        test = new TestDatabase();
    }

    @AfterAll
    static void close() {
        test.close();
    }

    private static PaperTrail trail(TenantId tenant) throws Exception {
        TestMasterData.load(test.database(), tenant, MASTER_DATA);
        PinnedRules rules = new PinnedRules(
                new PostgresRuleBooks(
                        test.database(), List.of(RulebookFile.shipped(InvoiceWorkflow.AGENT, InvoiceRules.FACTS))),
                (agent, book) -> Bundle.of(agent, "test", Map.of(), Map.of(), book.book()));
        BooksActivitiesImpl books = new BooksActivitiesImpl(
                InvoiceWorkflow.AGENT,
                TestMasterData.in(test.database()),
                TestMasterData.allSentBy("DE1"),
                rules,
                InvoiceRules::rule,
                Permitted.WORKERS,
                Clock.systemUTC());
        return new PaperTrail(tenant, books, Posted.effects(test.database(), PEOPLE), PEOPLE);
    }

    @ParameterizedTest
    @EnumSource
    void theBooksEndTheSameHoweverTheDocumentsCome(Arrival arrival) throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Case each : Case.values()) {
            TenantId tenant = new TenantId("c" + ++tenants);
            PaperTrail trail = trail(tenant);
            List<Paper> papers = new ArrayList<>(each.papers);
            boolean copies = papers.stream().anyMatch(Paper::isCopy);
            if (arrival == Arrival.REVERSED || arrival == Arrival.BATCH_REVERSED) {
                if (copies) {
                    continue; // what comes first is the original then
                }
                Collections.reverse(papers);
            }
            List<String> outcomes = arrival == Arrival.BATCH || arrival == Arrival.BATCH_REVERSED
                    ? trail.together(papers)
                    : trail.oneByOne(papers);
            Map<String, Long> balance = balance(tenant);
            long owed = -balance.getOrDefault("liabilities:payable:ACME", 0L);
            long vat = balance.getOrDefault("assets:vat-input", 0L);
            long prepaid = balance.getOrDefault("assets:prepayments:ACME", 0L);
            String line = "%-14s %-32s %s | owed %s, VAT %s, prepaid %s"
                    .formatted(arrival, each, outcomes, text(owed), text(vat), text(prepaid));
            System.out.println(line);
            String entries = new PostgresLedger(test.database())
                    .entries(tenant, 20).stream()
                            .map(entry -> entry.number() + " " + entry.kind() + " " + entry.invoiceNumber())
                            .collect(Collectors.joining(", "));
            System.out.println("               " + entries);
            for (int i = 0; i < papers.size(); i++) {
                String right = papers.get(i).isCopy() ? "DUPLICATE SAME_NUMBER" : "POSTED BOOKED";
                if (!outcomes.get(i).equals(right)) {
                    wrong.add(line);
                }
            }
            if (owed != each.owed || vat != each.vat || prepaid != each.prepaid) {
                wrong.add(line);
            }
            if (!Posted.misfits(test.database(), PEOPLE, tenant).isEmpty()) {
                wrong.add(each + ": " + Posted.misfits(test.database(), PEOPLE, tenant));
            }
            agrees(tenant, owed, vat);
        }
        assertThat(wrong).isEmpty();
    }

    private static Map<String, Long> balance(TenantId tenant) {
        return new PostgresLedger(test.database())
                .balance(tenant).stream().collect(Collectors.toMap(each -> each.account(), each -> each.minor()));
    }

    private static String text(long minor) {
        return new Money("EUR", minor).text();
    }

    /** hledger reads the same balances from the journal. */
    private void agrees(TenantId tenant, long owed, long vat) throws Exception {
        Path journal = folder.resolve(tenant + ".journal");
        StringWriter text = new StringWriter();
        new PostgresLedger(test.database()).export(tenant, text);
        Files.writeString(journal, text.toString());
        Process process = new ProcessBuilder(
                        Needs.program("hledger").toString(),
                        "balance",
                        "--strict",
                        "--flat",
                        "--no-total",
                        "--empty",
                        "--layout=bare",
                        "-O",
                        "csv",
                        "-f",
                        journal.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output)
                .contains("\"liabilities:payable:ACME\",\"EUR\",\"%s\"".formatted(bare(-owed)))
                .contains("\"assets:vat-input\",\"EUR\",\"%s\"".formatted(bare(vat)));
    }

    /** As hledger writes it. */
    private static String bare(long minor) {
        return minor == 0 ? "0" : text(minor).replace(" EUR", "");
    }

    /** A person must consent to what comes of a choice, and sees what is reversed. */
    @Test
    void nobodyReplacesAnythingAlone() throws Exception {
        TenantId tenant = new TenantId("c" + ++tenants);
        PaperTrail trail = trail(tenant).withoutConsent();
        assertThat(trail.oneByOne(List.of(
                        Paper.of("380", "L-1", 1000_00),
                        Paper.of("384", "L-2", 900_00).names("L-1").replaces())))
                .containsExactly("POSTED BOOKED", "CONSENT relation-chosen");
        assertThat(trail.last().permission().value().withoutPerson()).isFalse();
        assertThat(new InvoiceView().ask(trail.last()).reasons())
                .extracting(reason -> reason.code())
                .contains("RELATION_CHOSEN", "THIS_DOCUMENT", "EARLIER_NAMED", "CHOICES");
        assertThat(InvoiceEntry.of(trail.last()).orElseThrow().reverses().number())
                .isEqualTo(1);
    }
}
