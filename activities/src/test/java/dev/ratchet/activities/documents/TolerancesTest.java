package dev.ratchet.activities.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.attestation.AttestationKeys;
import dev.ratchet.activities.attestation.DocumentAttestation;
import dev.ratchet.activities.documents.rules.OfficialRules;
import dev.ratchet.activities.policy.RulebookFile;
import dev.ratchet.workflows.agent.rules.CompiledRules;
import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.invoice.BooksActivities.Query;
import dev.ratchet.workflows.contract.invoice.DocumentReading;
import dev.ratchet.workflows.contract.policy.Ruling;
import dev.ratchet.workflows.invoice.InvoiceRules;
import dev.ratchet.workflows.invoice.Samples;
import java.io.IOException;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the shipped rule book says of products that are off: noted and booked, or a person decides. */
class TolerancesTest {
    private static final DocumentReader READER = new DocumentReader(new OfficialRules());
    private static final DocumentAttestation READINGS = new DocumentAttestation(AttestationKeys.generate());
    private static final CompiledRules RULES =
            RulebookFile.shipped("invoice", InvoiceRules.FACTS).compiled();

    private static String verdict(String xml) throws IOException {
        DocumentReading reading = ReadDocument.of(READER.read(UblText.bytes(xml)), READINGS.accounts(TenantId.DEFAULT))
                .reading();
        Query query = new Query(
                new RunRef("w", "r"), Samples.DOCUMENT, new Attested<>(reading, "dGVzdA=="), null, null, null);
        CompiledRules.Decided decided = InvoiceRules.rule(RULES, query, Samples.books(Long.MAX_VALUE));
        Ruling policy = decided.policy();
        return policy == null
                ? "REFUSE "
                        + ((DocumentReading.Structured) reading)
                                .findings()
                                .get(0)
                                .code()
                : policy.then() + " " + policy.rule();
    }

    @ParameterizedTest(name = "{0}: {1} × {2} = {3}, {4} % = {5}")
    @CsvSource(textBlock = """
            EUR, 2,     50.00,     100.00, 19, 19.00, 119.00, ALLOW within-ceiling
            EUR, 2,     50.004,    100.00, 19, 19.00, 119.00, ALLOW within-ceiling
            EUR, 2,     50.01,     100.00, 19, 19.00, 119.00, ALLOW within-ceiling
            EUR, 2,     49.99,     100.00, 19, 19.00, 119.00, ALLOW within-ceiling
            EUR, 2,     50.015,    100.00, 19, 19.00, 119.00, APPROVE products-differ
            EUR, 2,     0.00,      100.00, 19, 19.00, 119.00, APPROVE products-differ
            EUR, 0,     50.00,     100.00, 19, 19.00, 119.00, APPROVE products-differ
            EUR, 2,     59.50,     100.00, 19, 19.00, 119.00, APPROVE products-differ
            EUR, 2,     5000,      100.00, 19, 19.00, 119.00, APPROVE products-differ
            EUR, 2,     50.00,     100.00, 19, 19.01, 119.01, ALLOW within-ceiling
            EUR, 2,     50.00,     100.00, 19, 18.99, 118.99, ALLOW within-ceiling
            EUR, 2,     50.00,     100.00, 19, 19.02, 119.02, APPROVE products-differ
            EUR, 2,     50.00,     100.00, 19, 20.00, 120.00, REFUSE EN16931:BR-CO-17
            JPY, 3,     333,       999,    10, 99,    1098,   ALLOW within-ceiling
            JPY, 3,     333,       999,    10, 98,    1097,   REFUSE EN16931:BR-CO-17
            KWD, 1,     10.125,    10.12,  5,  0.51,  10.63,  ALLOW within-ceiling
            KWD, 1,     10.15,     10.12,  5,  0.51,  10.63,  APPROVE products-differ
            HUF, 1,     12345,     12345,  27, 3333,  15678,  ALLOW within-ceiling
            HUF, 1,     12344.60,  12345,  27, 3333,  15678,  ALLOW within-ceiling
            HUF, 1,     12344.40,  12345,  27, 3333,  15678,  APPROVE products-differ
            HUF, 1,     12346,     12346,  27, 3333,  15679,  ALLOW within-ceiling
            HUF, 1,     12347,     12347,  27, 3333,  15680,  APPROVE products-differ
            HUF, 1,     12345.00,  12345.00, 27, 3333.20, 15678.20, APPROVE products-differ
            EUR, 1,     12345,     12345,  27, 3333,  15678,  APPROVE products-differ
            """)
    void a_product_that_is_off(
            String currency,
            String quantity,
            String price,
            String net,
            String rate,
            String tax,
            String gross,
            String expected)
            throws IOException {
        assertThat(verdict(UblText.invoice(currency, quantity, price, net, rate, tax, gross)))
                .isEqualTo(expected);
    }

    /** Each of the lines is 0.03, so its VAT of 0.0057 rounds to 0.01: with many lines that comes to much. */
    @ParameterizedTest
    @CsvSource({
        "1, 0.01, ALLOW within-ceiling",
        "20, 0.20, ALLOW within-ceiling",
        "20, 0.21, ALLOW within-ceiling",
        "20, 0.22, APPROVE products-differ",
        "20, 0.00, APPROVE products-differ"
    })
    void vat_that_was_rounded_line_by_line(int lines, String tax, String expected) throws IOException {
        BigDecimal net = new BigDecimal("0.03").multiply(BigDecimal.valueOf(lines));
        String one = UblText.invoice(
                "EUR",
                "1",
                "0.03",
                net.toString(),
                "19",
                tax,
                net.add(new BigDecimal(tax)).toString());
        int start = one.indexOf("<cac:InvoiceLine>");
        int end = one.indexOf("</Invoice>");
        String line = one.substring(start, end)
                .replace(">" + net + "</cbc:LineExtensionAmount>", ">0.03</cbc:LineExtensionAmount>");
        assertThat(verdict(one.substring(0, start) + line.repeat(lines) + one.substring(end)))
                .isEqualTo(expected);
    }

    @Test
    void a_percentage_within_two_hundredths() throws IOException {
        String xml = UblText.invoice("EUR", "1", "120.00", "100.00", "19", "19.00", "119.00")
                .replace(
                        "<cac:Item>",
                        "<cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator>"
                                + "<cbc:AllowanceChargeReason>x</cbc:AllowanceChargeReason>"
                                + "<cbc:MultiplierFactorNumeric>PERCENT</cbc:MultiplierFactorNumeric>"
                                + "<cbc:Amount currencyID=\"EUR\">20.00</cbc:Amount>"
                                + "<cbc:BaseAmount currencyID=\"EUR\">120.00</cbc:BaseAmount>"
                                + "</cac:AllowanceCharge><cac:Item>");
        assertThat(verdict(xml.replace("PERCENT", "16.67"))).isEqualTo("ALLOW within-ceiling");
        assertThat(verdict(xml.replace("PERCENT", "16.68"))).isEqualTo("ALLOW within-ceiling");
        assertThat(verdict(xml.replace("PERCENT", "17"))).isEqualTo("APPROVE products-differ");
    }

    @Test
    void a_doubt_is_for_a_person_however_right_the_sums_are() throws IOException {
        String xml = UblText.invoice("EUR", "2", "50.00", "100.00", "19", "19.00", "119.00");
        assertThat(verdict(
                        xml.replace("</cbc:PriceAmount>", "</cbc:PriceAmount><cbc:BaseQuantity>0</cbc:BaseQuantity>")))
                .isEqualTo("APPROVE doubtful");
        assertThat(verdict(xml.replace(">50.00<", ">5.00<").replace(">380<", ">325<")))
                .isEqualTo("REFUSE KIND_CLAIMS_NOTHING");
    }

    @Test
    void a_duplicate_or_an_unknown_supplier_comes_first() {
        assertThat(RULES.book().policy())
                .extracting(rule -> rule.id())
                .containsSubsequence("duplicate", "unknown-supplier", "doubtful", "products-differ", "within-ceiling");
    }
}
