package dev.ratchet.activities.documents.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.invoice.BankAccount;
import dev.ratchet.workflows.contract.invoice.ExtractedFields;
import dev.ratchet.workflows.contract.invoice.ExtractedFields.Claim;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts.Kind;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts.Source;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One invoice in plain text, true claims about it, and each kind of wrong claim. */
class FieldProofTest {

    private static final String TEXT = """
            Nordwind Papier GmbH          VAT ID DE 123 456 789
            Invoice No. NP-2026/0815      Date: 14.03.2026
            Your order: PO-77

            2 x Paper A4     a 500,00     1.000,00
            1 x Delivery                     34,50

            Net                          1.034,50 EUR
            VAT 19 %                       196,56 EUR
            Total                        1.231,06 EUR
            IBAN DE89 3704 0044 0532 0130 00
            """;

    private static Claim claim(String value, String evidence) {
        return new Claim(value, evidence);
    }

    private static ExtractedFields claims(
            Claim number,
            Claim date,
            Claim currency,
            @Nullable Claim net,
            @Nullable Claim tax,
            Claim gross,
            @Nullable Claim iban) {
        return new ExtractedFields(
                number,
                date,
                claim("Nordwind Papier GmbH", "Nordwind Papier GmbH"),
                claim("DE123456789", "VAT ID DE 123 456 789"),
                currency,
                net,
                tax,
                gross,
                iban,
                claim("PO-77", "order: PO-77"),
                null,
                Kind.INVOICE,
                List.of(
                        new ExtractedFields.Line("2", "500.00", "1000.00", "a 500,00 1.000,00"),
                        new ExtractedFields.Line(null, null, "34.50", "Delivery 34,50")));
    }

    private static ExtractedFields truth() {
        return claims(
                claim("NP-2026/0815", "No. NP-2026/0815"),
                claim("2026-03-14", "Date: 14.03.2026"),
                claim("EUR", "1.231,06 EUR"),
                claim("1034.50", "Net 1.034,50"),
                claim("196.56", "VAT 19 % 196,56"),
                claim("1231.06", "Total 1.231,06"),
                claim("DE89370400440532013000", "IBAN DE89 3704 0044 0532 0130 00"));
    }

    private static BankAccount account(String number) {
        return new BankAccount(Digest.of(number), "masked");
    }

    private static FieldProof.Result prove(ExtractedFields fields) {
        return FieldProof.prove(TEXT, Source.TEXT, fields);
    }

    private static List<String> codes(ExtractedFields fields) {
        return prove(fields).findings().stream()
                .map(f -> f.code() + " " + f.where())
                .toList();
    }

    @Test
    void true_claims_are_proven_and_nothing_is_ambiguous() {
        FieldProof.Result result = prove(truth());
        assertThat(result.findings()).isEmpty();
        InvoiceFacts facts =
                java.util.Objects.requireNonNull(result.invoice()).facts(FieldProofTest::account, result.ambiguous());
        assertThat(facts.ambiguous()).isEmpty();
        assertThat(facts.net()).isEqualTo(103450);
        assertThat(facts.gross()).isEqualTo(123106);
        assertThat(facts.issueDate()).isEqualTo(LocalDate.of(2026, 3, 14));
        assertThat(result.invoice().supplier().comparableTaxIds()).containsExactly("DE123456789");
        assertThat(facts.accounts()).hasSize(1);
        assertThat(facts.lines()).isEqualTo(2);
    }

    /** The rule book says how far a line may be off; its amount and not its product is in the sums. */
    @Test
    void a_line_whose_product_differs_is_proven_with_a_difference() {
        ExtractedFields t = truth();
        ExtractedFields off = new ExtractedFields(
                t.number(),
                t.issueDate(),
                t.supplierName(),
                t.supplierTaxId(),
                t.currency(),
                t.net(),
                t.tax(),
                t.gross(),
                t.iban(),
                t.orderNumber(),
                null,
                Kind.INVOICE,
                List.of(
                        new ExtractedFields.Line("3", "500.00", "1000.00", "a 500,00 1.000,00"),
                        new ExtractedFields.Line("1", "34.504", "34.50", "Delivery 34,50")));
        FieldProof.Result result = prove(off);
        assertThat(result.findings()).isEmpty();
        assertThat(java.util.Objects.requireNonNull(result.invoice())
                        .facts(FieldProofTest::account, result.ambiguous(), result.checked())
                        .differences())
                .containsExactly(new InvoiceFacts.Difference(InvoiceFacts.Product.LINE, "line 1", 150_000, 100_000, 1));
    }

    private record Lie(String what, UnaryOperator<ExtractedFields> told, String expected) {}

    private static ExtractedFields gross(ExtractedFields t, Claim gross) {
        return claims(t.number(), t.issueDate(), t.currency(), t.net(), t.tax(), gross, t.iban());
    }

    private static ExtractedFields iban(ExtractedFields t, @Nullable Claim iban) {
        return claims(t.number(), t.issueDate(), t.currency(), t.net(), t.tax(), t.gross(), iban);
    }

    private static ExtractedFields number(ExtractedFields t, Claim number) {
        return claims(number, t.issueDate(), t.currency(), t.net(), t.tax(), t.gross(), t.iban());
    }

    private static ExtractedFields date(ExtractedFields t, Claim date) {
        return claims(t.number(), date, t.currency(), t.net(), t.tax(), t.gross(), t.iban());
    }

    private static ExtractedFields currency(ExtractedFields t, Claim currency) {
        return claims(t.number(), t.issueDate(), currency, t.net(), t.tax(), t.gross(), t.iban());
    }

    @Test
    void every_lie_is_found() {
        List<Lie> lies = List.of(
                new Lie("wrong total", t -> gross(t, claim("1231.07", "Total 1.231,06")), "AMOUNT_DIFFERS gross"),
                new Lie("net as gross", t -> gross(t, claim("1034.50", "Net 1.034,50")), "TOTAL_GROSS gross"),
                new Lie(
                        "invented evidence",
                        t -> gross(t, claim("999.00", "Total 999,00")),
                        "EVIDENCE_NOT_FOUND gross"),
                new Lie("a part of a number", t -> gross(t, claim("231.06", "231,06")), "EVIDENCE_NOT_FOUND gross"),
                new Lie("not a number", t -> gross(t, claim("1.231,06", "Total 1.231,06")), "NOT_A_NUMBER gross"),
                new Lie("no evidence", t -> gross(t, claim("1231.06", " ")), "EVIDENCE_MISSING gross"),
                new Lie("the whole text as evidence", t -> gross(t, claim("1231.06", TEXT)), "EVIDENCE_TOO_LONG gross"),
                new Lie(
                        "another IBAN",
                        t -> iban(t, claim("GB82WEST12345698765432", "IBAN DE89 3704 0044 0532 0130 00")),
                        "VALUE_NOT_IN_EVIDENCE iban"),
                new Lie(
                        "IBAN cut short",
                        t -> iban(t, claim("DE89370400440532", "DE89 3704 0044 0532")),
                        "IBAN_INVALID iban"),
                new Lie(
                        "a part of the number",
                        t -> number(t, claim("2026", "No. NP-2026/081")),
                        "EVIDENCE_NOT_FOUND number"),
                new Lie(
                        "another date",
                        t -> date(t, claim("2026-03-15", "Date: 14.03.2026")),
                        "DATE_DIFFERS issueDate"),
                new Lie(
                        "a date of no calendar",
                        t -> date(t, claim("14.03.2026", "Date: 14.03.2026")),
                        "DATE_INVALID issueDate"),
                new Lie("another currency", t -> currency(t, claim("GBP", "EUR")), "CURRENCY_NOT_SHOWN currency"),
                new Lie("no currency", t -> currency(t, claim("XYZ", "EUR")), "CURRENCY_UNKNOWN currency"));
        for (Lie lie : lies) {
            assertThat(codes(lie.told.apply(truth()))).as(lie.what).contains(lie.expected);
            assertThat(prove(lie.told.apply(truth())).invoice()).as(lie.what).isNull();
        }
    }

    @Test
    void the_net_claimed_as_the_only_amount_goes_to_a_person() {
        ExtractedFields t = truth();
        FieldProof.Result result = FieldProof.prove(
                TEXT,
                Source.TEXT,
                claims(t.number(), t.issueDate(), t.currency(), null, null, claim("1034.50", "1.034,50"), t.iban()));
        assertThat(result.findings()).isEmpty();
        assertThat(result.ambiguous()).contains("gross", "tax");
    }

    @Test
    void an_iban_that_is_not_claimed_and_one_that_is_besides_are_seen() {
        assertThat(prove(iban(truth(), null)).ambiguous()).contains("iban");
        FieldProof.Result two = FieldProof.prove(TEXT + "or to GB82 WEST 1234 5698 7654 32", Source.TEXT, truth());
        assertThat(java.util.Objects.requireNonNull(two.invoice())
                        .facts(FieldProofTest::account)
                        .accounts())
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "03/04/2026, 2026-04-03, '', true",
        "03/04/2026, 2026-03-04, '', true",
        "03/04/2026, 2026-04-03, ' until 25/04/2026', false",
        "25/04/2026, 2026-04-25, '', false",
        "3 marca 2026, 2026-03-03, '', false",
        "3. März 2026, 2026-03-03, '', false",
        "'March 3, 2026', 2026-03-03, '', false",
        "3 de agosto de 2026, 2026-08-03, '', false",
        "1er août 2026, 2026-08-01, '', false",
        "03.04.2026, 2026-04-03, '', false",
        "2026/04/03, 2026-04-03, '', false",
        "29 maart 2026, 2026-03-29, '', false",
        "1 febbraio 2026, 2026-02-01, '', false"
    })
    void dates_are_read_in_every_notation(String printed, String value, String elsewhere, boolean ambiguous) {
        ExtractedFields t = date(truth(), claim(value, printed));
        FieldProof.Result result = FieldProof.prove(TEXT.replace("14.03.2026", printed) + elsewhere, Source.TEXT, t);
        assertThat(result.findings()).extracting(Finding::code).isEmpty();
        assertThat(result.ambiguous().contains("issueDate")).isEqualTo(ambiguous);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1.234,56; 1234.56",
                "1,234.56; 1234.56",
                "1 234,56; 1234.56",
                "1'234.56; 1234.56",
                "316,83; 316.83",
                "1.234.567,80; 1234567.80",
                "1,23,456.00; 123456.00",
                "-5,00; -5.00",
                "€12.50; 12.50",
                "1.234; 1234",
                "1.234; 1.234"
            })
    void amounts_are_read_in_every_notation(String printed, String value) {
        assertThat(PrintedNumbers.shows("Total " + printed + " EUR", new BigDecimal(value)))
                .isTrue();
        assertThat(PrintedNumbers.shows("Total " + printed + " EUR", new BigDecimal("4.56")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Total $ 12.00; USD; UNCLEAR",
                "Total 12.00 USD ($); USD; YES",
                "Suma 12,00 zł; PLN; YES",
                "Rs. 319.00; INR; YES",
                "12.00 EUR, 13.00 USD; EUR; UNCLEAR",
                "12.00; EUR; NO",
                "kr 12,00; SEK; UNCLEAR"
            })
    void a_currency_is_shown_by_code_or_by_a_symbol_of_its_own(String text, String code, CurrencyShown shown) {
        assertThat(CurrencyShown.in(text, "", code)).isEqualTo(shown);
    }

    // ---- what a person types in

    private static ExtractedFields typed(String date, String net, String tax, String gross, @Nullable String iban) {
        return claims(
                claim("NP-2026/0815", ""),
                claim(date, ""),
                claim("EUR", ""),
                claim(net, ""),
                claim(tax, ""),
                claim(gross, ""),
                iban == null ? null : claim(iban, ""));
    }

    private static FieldProof.Result said(ExtractedFields fields) {
        return FieldProof.proveSaid(TEXT, Source.TEXT, fields);
    }

    @Test
    void what_a_person_types_in_is_found_in_the_text_and_proven_by_it() {
        FieldProof.Result result = said(typed("2026-03-14", "1034.50", "196.56", "1231.06", "DE89370400440532013000"));
        assertThat(result.findings()).isEmpty();
        assertThat(result.vouched()).isEmpty();
        assertThat(result.ambiguous()).isEmpty();
        assertThat(result.invoice()).isEqualTo(prove(truth()).invoice());
    }

    @Test
    void what_the_text_does_not_show_is_the_persons_word() {
        FieldProof.Result result = said(typed("2026-03-15", "1034.50", "197.50", "1232.00", "DE02120300000000202051"));
        assertThat(result.findings()).isEmpty();
        assertThat(result.vouched()).containsExactly("issueDate", "iban", "gross", "tax");
        assertThat(result.invoice()).isNotNull();
        assertThat(result.invoice().issueDate()).isEqualTo(LocalDate.of(2026, 3, 15));
    }

    @Test
    void nobodys_word_makes_up_for_sums_check_digits_and_forms() {
        assertThat(codes(said(typed("2026-03-14", "1034.50", "196.56", "1232.00", null))))
                .containsExactly("TOTAL_GROSS gross");
        assertThat(codes(said(typed("14.3.2026", "1034.50", "196.56", "1231.06", null))))
                .containsExactly("DATE_INVALID issueDate");
        assertThat(codes(said(typed("2026-03-14", "1.034,50", "196.56", "1231.06", null))))
                .containsExactly("NOT_A_NUMBER net");
        assertThat(codes(said(typed("2026-03-14", "1034.50", "196.56", "1231.06", "DE89370400440532013001"))))
                .containsExactly("IBAN_INVALID iban");
    }

    @Test
    void evidence_that_a_person_gives_must_show_the_value() {
        ExtractedFields typo = claims(
                claim("NP-2026/0815", ""),
                claim("2026-03-14", ""),
                claim("EUR", ""),
                null,
                null,
                claim("1321.06", "Total 1.231,06"),
                null);
        FieldProof.Result result = said(typo);
        assertThat(codes(result)).containsExactly("AMOUNT_DIFFERS gross");
        assertThat(result.findings().get(0).why()).isEqualTo("The evidence shows 1231.06, not 1321.06.");
    }

    @Test
    void a_rate_is_no_evidence_of_an_amount_and_a_due_date_none_of_the_day_of_issue() {
        String text = "Invoice 7, payable by 28.03.2026\nVAT 19 % 38,00 EUR\nTotal 238,00 EUR";
        ExtractedFields fields = new ExtractedFields(
                claim("7", ""),
                claim("2026-03-28", ""),
                null,
                null,
                claim("EUR", ""),
                null,
                claim("38.00", ""),
                claim("238.00", ""),
                null,
                null,
                null,
                Kind.INVOICE,
                List.of(
                        new ExtractedFields.Line(null, null, "19.00", ""),
                        new ExtractedFields.Line(null, null, "181.00", "")));
        FieldProof.Result result = FieldProof.proveSaid(text, Source.TEXT, fields);
        assertThat(result.findings()).isEmpty();
        assertThat(result.vouched()).containsExactly("line 1", "line 2");
        String due = text.replace("payable by", "fällig am");
        assertThat(FieldProof.proveSaid(due, Source.TEXT, fields).ambiguous()).contains("issueDate");
    }

    @Test
    void a_credit_note_that_does_not_say_so_and_a_currency_that_is_not_shown_are_a_persons_word() {
        ExtractedFields fields = new ExtractedFields(
                claim("R-7", ""),
                claim("2026-03-28", ""),
                null,
                null,
                claim("NOK", ""),
                null,
                null,
                claim("238.00", ""),
                null,
                null,
                null,
                Kind.CREDIT_NOTE,
                List.of());
        FieldProof.Result result = FieldProof.proveSaid("R-7 of 28.03.2026: 238,00", Source.TEXT, fields);
        assertThat(result.findings()).isEmpty();
        assertThat(result.vouched()).containsExactly("currency", "kind");
        assertThat(FieldProof.prove("R-7 of 28.03.2026: 238,00", Source.TEXT, fields)
                        .findings())
                .isNotEmpty();
    }

    @Test
    void a_model_without_evidence_proves_nothing() {
        FieldProof.Result result = prove(typed("2026-03-14", "1034.50", "196.56", "1231.06", null));
        assertThat(result.invoice()).isNull();
        assertThat(result.vouched()).isEmpty();
        assertThat(codes(result)).contains("EVIDENCE_MISSING gross");
    }

    private static List<String> codes(FieldProof.Result result) {
        return result.findings().stream().map(f -> f.code() + " " + f.where()).toList();
    }
}
