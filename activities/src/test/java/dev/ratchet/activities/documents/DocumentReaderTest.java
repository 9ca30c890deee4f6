package dev.ratchet.activities.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.documents.invoice.Checked;
import dev.ratchet.activities.documents.rules.OfficialRules;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts.Difference;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts.Product;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts.Source;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Small invoices of our own, one property each. */
class DocumentReaderTest {
    private static final DocumentReader READER = new DocumentReader(new OfficialRules());
    private static final String EUR = UblText.invoice("EUR", "2", "50.00", "100.00", "19", "19.00", "119.00");

    private static List<String> codes(String xml) {
        return structured(xml).findings().stream()
                .map(f -> f.code() + " " + f.where())
                .toList();
    }

    private static List<String> doubts(String xml) {
        return structured(xml).checked().doubts().stream()
                .map(f -> f.code() + " " + f.where())
                .toList();
    }

    private static List<Difference> differences(String xml) {
        return structured(xml).checked().differences();
    }

    private static DocumentReader.Structured structured(String xml) {
        DocumentReader.Read read = READER.read(UblText.bytes(xml));
        assertThat(read).isInstanceOf(DocumentReader.Structured.class);
        return (DocumentReader.Structured) read;
    }

    @Test
    void a_right_invoice_has_no_findings() {
        assertThat(codes(EUR)).isEmpty();
        assertThat(structured(EUR).invoice().supplier().comparableTaxIds()).containsExactly("DE123456789");
    }

    @Test
    void yen_have_no_decimals() {
        String yen = UblText.invoice("JPY", "3", "333", "999", "10", "100", "1099");
        assertThat(codes(yen)).isEmpty();
        assertThat(structured(yen).invoice().totals().gross()).isEqualTo(1099);
        assertThat(codes(yen.replace(">1099<", ">1099.5<"))).contains("TOO_MANY_DECIMALS BT-112");
        assertThat(codes(yen.replace(">1099<", ">1099.00<"))).isEmpty();
    }

    @Test
    void dinars_have_three_decimals_of_which_EN_16931_allows_two() {
        String dinar = UblText.invoice("KWD", "1", "10.125", "10.125", "5", "0.506", "10.631");
        assertThat(structured(dinar).invoice().totals().gross()).isEqualTo(10631);
        assertThat(codes(dinar)).isNotEmpty().allMatch(code -> code.startsWith("EN16931:"));
        assertThat(structured(UblText.invoice("KWD", "1", "10.12", "10.12", "5", "0.51", "10.63"))
                        .checked())
                .isEqualTo(new Checked(
                        List.of(),
                        List.of(),
                        List.of(new Difference(Product.VAT, "VAT group 1, BT-117", 506, 510, 1))));
    }

    @Test
    void what_cannot_be_read_is_a_finding_with_its_place() {
        assertThat(codes(EUR.replace(">50.00<", ">fifty<"))).contains("NOT_A_NUMBER line 1, BT-146");
        assertThat(codes(EUR.replace(">119.00<", ">1e2<"))).contains("NOT_A_NUMBER BT-112", "NOT_A_NUMBER BT-115");
        assertThat(codes(EUR.replace("currencyID=\"EUR\">119.00", "currencyID=\"USD\">119.00")))
                .contains("CURRENCY_MIXED BT-112");
        assertThat(codes(EUR.replace(">50.00<", ">-50.00<")))
                .singleElement()
                .asString()
                .startsWith("EN16931:BR-27");
        assertThat(codes(EUR.replace(">119.00<", ">9999999999999999.00<"))).contains("AMOUNT_TOO_LARGE BT-112");
        assertThat(codes(EUR.replace(">380<", ">381<"))).contains("KIND_CONFLICT BT-3");
        assertThat(codes(EUR.replace(">380<", ">325<"))).contains("KIND_CLAIMS_NOTHING BT-3");
    }

    @Test
    void an_amount_that_nothing_confirms_is_for_a_person() {
        String withheld = EUR.replace(
                "<cac:LegalMonetaryTotal>",
                "<cac:WithholdingTaxTotal><cbc:TaxAmount currencyID=\"EUR\">5.00</cbc:TaxAmount></cac:WithholdingTaxTotal>"
                        + "<cac:LegalMonetaryTotal>");
        assertThat(codes(withheld)).isEmpty();
        assertThat(doubts(withheld))
                .singleElement()
                .asString()
                .startsWith("AMOUNT_NOT_COVERED")
                .contains("WithholdingTaxTotal/TaxAmount");
        assertThat(codes(withheld.replace(">119.00<", ">124.00<")))
                .as("it makes no sum weaker")
                .contains("TOTAL_GROSS BT-112");
    }

    @Test
    void what_no_total_rests_on_is_for_a_person() {
        String line = "<cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator>"
                + "<cbc:AllowanceChargeReason>x</cbc:AllowanceChargeReason>"
                + "<cbc:MultiplierFactorNumeric>50</cbc:MultiplierFactorNumeric>"
                + "<cbc:Amount currencyID=\"EUR\">100.00</cbc:Amount></cac:AllowanceCharge><cac:Item>";
        assertThat(doubts(EUR.replace("<cac:Item>", line).replace(">50.00<", ">100.00<")))
                .containsExactly("ADJUSTMENT_HALF_GIVEN line 1, allowance or charge 1");
        String price = "</cbc:PriceAmount><cbc:BaseQuantity>0</cbc:BaseQuantity><cac:AllowanceCharge>"
                + "<cbc:ChargeIndicator>true</cbc:ChargeIndicator><cbc:Amount currencyID=\"EUR\">0.00</cbc:Amount>"
                + "</cac:AllowanceCharge>";
        assertThat(doubts(EUR.replace("</cbc:PriceAmount>", price)))
                .containsExactly("PRICE_CHARGE line 1, BT-147", "BASE_QUANTITY_INVALID line 1, BT-149");
    }

    @Test
    void products_that_differ_are_differences_and_sums_that_differ_are_findings() {
        assertThat(differences(EUR.replace(">50.00<", ">49.99<")))
                .containsExactly(new Difference(Product.LINE, "line 1, BT-131", 9998, 10000, 1));
        assertThat(differences(EUR.replace(">50.00<", ">50.002<")))
                .as("rounding")
                .isEmpty();
        assertThat(differences(EUR.replace(">2<", ">0<")))
                .containsExactly(new Difference(Product.LINE, "line 1, BT-131", 0, 10000, 1));
        String vat = UblText.invoice("EUR", "2", "50.00", "100.00", "19", "19.01", "119.01");
        assertThat(differences(vat)).containsExactly(new Difference(Product.VAT, "VAT group 1, BT-117", 1900, 1901, 1));
        assertThat(codes(UblText.invoice("EUR", "2", "50.00", "100.00", "19", "21.00", "121.00")))
                .as("beyond what the official rules allow")
                .isNotEmpty()
                .allMatch(code -> code.startsWith("EN16931:BR-"));
        assertThat(codes(EUR.replace(">119.00<", ">119.01<"))).contains("TOTAL_GROSS BT-112");
    }

    @Test
    void the_account_of_a_direct_debit_is_not_the_suppliers() {
        String means = "<cac:PaymentMeans><cbc:PaymentMeansCode>58</cbc:PaymentMeansCode><cac:PayeeFinancialAccount>"
                + "<cbc:ID>DE89370400440532013000</cbc:ID></cac:PayeeFinancialAccount></cac:PaymentMeans><cac:TaxTotal>";
        String transfer = EUR.replace("<cac:TaxTotal>", means);
        assertThat(structured(transfer).invoice().accounts()).containsExactly("DE89370400440532013000");
        assertThat(structured(transfer.replace(">58<", ">59<")).invoice().accounts())
                .isEmpty();
        String mandate = "</cac:PayeeFinancialAccount><cac:PaymentMandate><cbc:ID>M1</cbc:ID></cac:PaymentMandate>";
        assertThat(structured(transfer.replace(">58<", ">1<").replace("</cac:PayeeFinancialAccount>", mandate))
                        .invoice()
                        .accounts())
                .isEmpty();
    }

    @Test
    void a_note_that_page_and_data_differ_is_for_a_person() {
        for (String says : List.of(
                "Die angehängte XML weicht vom Sichtbeleg ab.",
                "Hinweis: XML-Daten stimmen mit dem PDF nicht überein",
                "The data in the XML and PDF differ.",
                "Le fichier XML diffère du PDF.",
                "The embedded XML is not the original invoice")) {
            assertThat(doubts(noted(says))).as(says).containsExactly("FORMS_DIFFER BT-22");
        }
        for (String boilerplate : List.of(
                "Bei Abweichungen zwischen XML und PDF gilt die XML.",
                "If the PDF and the XML differ, the XML prevails.",
                "Our delivery address differs from the invoice address.",
                "Die Rechnung enthält eine XML-Datei. Abweichende Lieferanschrift siehe Position 1.")) {
            assertThat(doubts(noted(boilerplate))).as(boilerplate).isEmpty();
        }
    }

    private static String noted(String note) {
        return EUR.replace("</cbc:InvoiceTypeCode>", "</cbc:InvoiceTypeCode><cbc:Note>" + note + "</cbc:Note>");
    }

    @Test
    void what_adds_up_but_breaks_an_official_rule_names_the_rule_and_no_content() {
        DocumentReader.Structured read =
                structured(EUR.replace(">DE123456789<", ">X<").replace(">380<", ">999<"));
        assertThat(read.findings()).extracting(f -> f.code()).contains("EN16931:BR-CL-01");
        assertThat(read.findings()).noneMatch(f -> f.why().contains("Nordwind"));
        assertThat(codes(EUR.replace(
                        "<cbc:ID>T-1</cbc:ID>", "<cbc:ID>T-1</cbc:ID><cbc:Nonsense>Nordwind</cbc:Nonsense>")))
                .isNotEmpty()
                .allMatch(code -> code.startsWith("EN16931:SCHEMA"));
    }

    @Test
    void text_is_read_in_each_of_its_encodings() {
        String text = "Rechnung über 12,50 € an Müller";
        for (byte[] bytes : List.of(
                text.getBytes(StandardCharsets.UTF_8),
                text.getBytes(StandardCharsets.UTF_16),
                text.getBytes(StandardCharsets.UTF_16LE),
                text.getBytes(java.nio.charset.Charset.forName("windows-1252")))) {
            assertThat(READER.read(bytes)).isEqualTo(new DocumentReader.Text(text, Source.TEXT));
        }
    }

    @Test
    void the_encoding_of_the_xml_does_not_matter() {
        String wide = "<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + EUR;
        DocumentReader.Read read = READER.read(wide.getBytes(StandardCharsets.UTF_16));
        assertThat(read).isEqualTo(structured(EUR));
    }
}
