package dev.ratchet.activities.documents;

import static dev.ratchet.activities.documents.CiiText.EN_16931;
import static dev.ratchet.activities.documents.CiiText.EXTENDED;
import static dev.ratchet.activities.documents.CiiText.GROUP;
import static dev.ratchet.activities.documents.CiiText.LINE;
import static dev.ratchet.activities.documents.CiiText.TOTALS;
import static dev.ratchet.activities.documents.CiiText.invoice;
import static dev.ratchet.activities.documents.CiiText.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.documents.refusal.Refusal;
import dev.ratchet.activities.documents.rules.OfficialRules;
import dev.ratchet.workflows.contract.Finding;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each profile is read for what it holds, and checked by the rules that bind it. */
class ProfilesTest {
    private static final DocumentReader READER = new DocumentReader(new OfficialRules());

    private static DocumentReader.Structured read(String xml) {
        return (DocumentReader.Structured) READER.read(xml.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> codes(List<Finding> findings) {
        return findings.stream().map(f -> f.code() + " " + f.where()).toList();
    }

    private static List<String> refusals(String xml) {
        return codes(read(xml).findings());
    }

    private static List<String> doubts(String xml) {
        DocumentReader.Structured read = read(xml);
        assertThat(read.findings()).isEmpty();
        return read.checked().doubts().stream().map(Finding::code).toList();
    }

    private static void clean(String xml) {
        assertThat(read(xml).findings()).isEmpty();
        assertThat(read(xml).checked().doubts()).isEmpty();
        assertThat(read(xml).checked().differences()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                EN_16931,
                EN_16931 + "#compliant#urn:factur-x.eu:1p0:basic",
                EN_16931 + "#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0",
                EXTENDED
            })
    void a_right_invoice_of_any_profile_with_lines_is_clean(String profile) {
        clean(invoice(profile, LINE, GROUP, TOTALS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"urn:factur-x.eu:1p0:minimum", "urn:zugferd.de:2p0:minimum"})
    void minimum_has_only_totals_and_needs_a_person(String profile) {
        String totals = TOTALS.replace("<ram:LineTotalAmount>100.00</ram:LineTotalAmount>", "");
        String minimum = invoice(profile, "", "", totals);
        assertThat(doubts(minimum)).containsExactly("NO_LINES", "NO_OFFICIAL_RULES");
        assertThat(read(minimum).invoice().totals().net()).isEqualTo(10000);
        assertThat(read(minimum).invoice().totals().tax()).isEqualTo(1900);
        assertThat(refusals(minimum.replace(">119.00</ram:Grand", ">119.01</ram:Grand")))
                .contains("TOTAL_GROSS BT-112");
        assertThat(doubts(minimum.replace("<ram:TypeCode>380<", "<ram:TypeCode>751<")))
                .contains("FOR_ACCOUNTING");
        String untaxed = totals.replace("<ram:TaxTotalAmount currencyID=\"EUR\">19.00</ram:TaxTotalAmount>", "");
        assertThat(doubts(invoice(profile, "", "", untaxed))).contains("FIELD_MISSING");
        assertThat(read(invoice(profile, "", "", untaxed)).invoice().totals().tax())
                .isEqualTo(1900);
        assertThat(refusals(minimum.replace("<ram:Name>Buyer</ram:Name>", "<ram:Nonsense/>")))
                .isNotEmpty()
                .allMatch(code -> code.startsWith("EN16931:SCHEMA"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"urn:factur-x.eu:1p0:basicwl", "urn:zugferd.de:2p0:basicwl"})
    void basic_wl_has_no_lines_and_needs_a_person(String profile) {
        String basic = invoice(profile, "", GROUP, TOTALS);
        assertThat(doubts(basic)).containsExactly("NO_LINES");
        for (String category : List.of("E", "Z", "AE", "G", "O")) {
            assertThat(refusals(untaxed(basic, category)))
                    .as("rules that need lines, for category " + category)
                    .noneMatch(code -> code.matches(".*BR-(16|CO-10|[A-Z]+-0[18]) .*"));
        }
        assertThat(refusals(basic.replace(">100.00</ram:BasisAmount>", ">90.00</ram:BasisAmount>")))
                .contains("VAT_TAXABLE BT-116");
        assertThat(refusals(basic.replace("<ram:LineTotalAmount>100", "<ram:LineTotalAmount>101")))
                .contains("TOTAL_NET BT-109");
        assertThat(refusals(basic.replace("<ram:LineTotalAmount>100.00</ram:LineTotalAmount>", "")))
                .contains("FIELD_MISSING BT-106");
    }

    private static String untaxed(String xml, String category) {
        return xml.replace("<ram:CalculatedAmount>19.00", "<ram:CalculatedAmount>0.00")
                .replace("<ram:CategoryCode>S<", "<ram:CategoryCode>" + category + "<")
                .replace(">19.00</ram:RateApplicablePercent>", ">0</ram:RateApplicablePercent>")
                .replace("<ram:TaxTotalAmount currencyID=\"EUR\">19.00", "<ram:TaxTotalAmount currencyID=\"EUR\">0.00")
                .replace("119.00", "100.00");
    }

    @Test
    void a_document_of_a_profile_with_lines_needs_them() {
        assertThat(refusals(invoice(EN_16931, "", GROUP, TOTALS))).contains("SUM_LINES BT-106");
    }

    @Test
    void zugferd_1_is_read_and_needs_a_person() {
        String old = CiiText.zugferd1();
        assertThat(doubts(old)).containsExactly("NO_OFFICIAL_RULES");
        DocumentReader.Structured read = read(old);
        assertThat(read.invoice().totals().payable()).isEqualTo(11900);
        assertThat(read.invoice().orderNumber()).isEqualTo("PO-7");
        assertThat(read.invoice().accounts()).containsExactly("DE89370400440532013000");
        assertThat(read.invoice().lines()).hasSize(1);
        assertThat(read.checked().differences()).isEmpty();
        assertThat(refusals(old.replace(">119.00<", ">119.01<"))).contains("TOTAL_GROSS BT-112");
        String wordsOnly = old.replaceAll(
                "(?s)<ram:SpecifiedSupplyChainTradeSettlement>.*?</ram:SpecifiedSupplyChainTradeSettlement>", "");
        assertThat(doubts(wordsOnly)).contains("NO_LINES", "NO_OFFICIAL_RULES");
    }

    @Test
    void an_allowance_of_zugferd_1_may_have_a_minus() {
        String allowance = """
                <ram:SpecifiedTradeAllowanceCharge><ram:ChargeIndicator><udt:Indicator>false</udt:Indicator></ram:ChargeIndicator>
                  <ram:ActualAmount currencyID="EUR">-10.00</ram:ActualAmount>
                  <ram:CategoryTradeTax><ram:TypeCode>VAT</ram:TypeCode>
                    <ram:ApplicablePercent>19.00</ram:ApplicablePercent></ram:CategoryTradeTax>
                </ram:SpecifiedTradeAllowanceCharge>
                """;
        String old = CiiText.zugferd1()
                .replace(
                        "<ram:AllowanceTotalAmount currencyID=\"EUR\">0.00",
                        "<ram:AllowanceTotalAmount currencyID=\"EUR\">10.00")
                .replace("BasisAmount currencyID=\"EUR\">100.00", "BasisAmount currencyID=\"EUR\">90.00")
                .replace(
                        "TaxBasisTotalAmount currencyID=\"EUR\">100.00", "TaxBasisTotalAmount currencyID=\"EUR\">90.00")
                .replace("EUR\">19.00<", "EUR\">17.10<")
                .replace(">119.00<", ">107.10<")
                .replaceFirst("<ram:SpecifiedTradeSettlementMonetarySummation>", allowance + "$0");
        assertThat(old).contains("-10.00");
        assertThat(doubts(old)).containsExactly("NO_OFFICIAL_RULES");
        assertThat(read(old).invoice().totals().payable()).isEqualTo(10710);
        assertThat(refusals(old.replace("-10.00", "-11.00"))).contains("SUM_ALLOWANCES BT-107");
    }

    @Test
    void a_logistics_charge_of_extended_is_a_charge() {
        String charge = """
                <ram:SpecifiedLogisticsServiceCharge><ram:Description>Freight</ram:Description>
                  <ram:AppliedAmount>10.00</ram:AppliedAmount>
                  <ram:AppliedTradeTax><ram:TypeCode>VAT</ram:TypeCode><ram:CategoryCode>S</ram:CategoryCode>
                    <ram:RateApplicablePercent>19.00</ram:RateApplicablePercent></ram:AppliedTradeTax>
                </ram:SpecifiedLogisticsServiceCharge>
                """;
        String group = GROUP.replace("100.00", "110.00").replace(">19.00</ram:Calc", ">20.90</ram:Calc");
        String totals = TOTALS.replace(
                        "<ram:TaxBasisTotalAmount>100.00",
                        "<ram:ChargeTotalAmount>10.00</ram:ChargeTotalAmount><ram:TaxBasisTotalAmount>110.00")
                .replace(">19.00<", ">20.90<")
                .replace("119.00", "130.90");
        clean(invoice(EXTENDED, LINE, group + charge, totals));
        assertThat(refusals(invoice(EXTENDED, LINE, group + charge.replace("10.00", "11.00"), totals)))
                .contains("SUM_CHARGES BT-108");
        assertThat(refusals(invoice(EN_16931, LINE, group + charge, totals)))
                .as("EN 16931 has no such charge")
                .isNotEmpty()
                .allMatch(code -> code.startsWith("EN16931:BR-"));
    }

    private static String subLines(String ofGroup, String detail) {
        String parent = "<ram:ParentLineID>1</ram:ParentLineID>";
        return line("1", status("GROUP"), "1", "60.00", ofGroup)
                + line("1.1", parent + status("DETAIL"), "1", detail, detail)
                + line("1.2", parent + status("DETAIL"), "2", "10.00", "20.00")
                + line("1.3", parent + status("INFORMATION"), "1", "7.00", "7.00")
                + line("2", "", "1", "40.00", "40.00");
    }

    private static String status(String code) {
        return "<ram:LineStatusReasonCode>" + code + "</ram:LineStatusReasonCode>";
    }

    @Test
    void a_direct_debit_names_the_payers_account() {
        String means = """
                <ram:SpecifiedTradeSettlementPaymentMeans><ram:TypeCode>58</ram:TypeCode>
                  <ram:PayeePartyCreditorFinancialAccount><ram:IBANID>DE89370400440532013000</ram:IBANID></ram:PayeePartyCreditorFinancialAccount>
                </ram:SpecifiedTradeSettlementPaymentMeans>
                """;
        String debit = means.replace(">58<", ">59<").replace("DE89370400440532013000", "DE02120300000000202051");
        assertThat(read(invoice(EN_16931, LINE, means + debit + GROUP, TOTALS))
                        .invoice()
                        .accounts())
                .containsExactly("DE89370400440532013000");
        String mandate = invoice(EN_16931, LINE, means + GROUP, TOTALS)
                .replace(
                        "</ram:SpecifiedTradePaymentTerms>",
                        "<ram:DirectDebitMandateID>M-1</ram:DirectDebitMandateID></ram:SpecifiedTradePaymentTerms>");
        assertThat(read(mandate.replace(">58<", ">1<")).invoice().accounts()).isEmpty();
        assertThat(read(mandate).invoice().accounts())
                .as("a transfer stays one")
                .hasSize(1);
    }

    @Test
    void a_group_of_lines_counts_once() {
        clean(invoice(EXTENDED, subLines("60.00", "40.00"), GROUP, TOTALS));
        assertThat(read(invoice(EXTENDED, subLines("60.00", "40.00"), GROUP, TOTALS))
                        .invoice()
                        .lines())
                .hasSize(3);
        assertThat(doubts(invoice(EXTENDED, subLines("61.00", "40.00"), GROUP, TOTALS)))
                .containsExactly("SUB_LINES");
        assertThat(refusals(invoice(EXTENDED, subLines("60.00", "41.00"), GROUP, TOTALS)))
                .contains("SUM_LINES BT-106");
        assertThat(refusals(invoice(EN_16931, subLines("60.00", "40.00"), GROUP, TOTALS)))
                .as("EN 16931 has no groups")
                .contains("SUM_LINES BT-106");
    }

    @Test
    void advance_payments_of_extended_come_to_the_prepaid_amount() {
        String paid = """
                <ram:SpecifiedAdvancePayment><ram:PaidAmount>30.00</ram:PaidAmount>
                  <ram:IncludedTradeTax><ram:CalculatedAmount>4.79</ram:CalculatedAmount><ram:TypeCode>VAT</ram:TypeCode>
                    <ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>19.00</ram:RateApplicablePercent></ram:IncludedTradeTax>
                </ram:SpecifiedAdvancePayment>
                """;
        String totals = TOTALS.replace(
                "<ram:DuePayableAmount>119.00",
                "<ram:TotalPrepaidAmount>30.00</ram:TotalPrepaidAmount><ram:DuePayableAmount>89.00");
        String xml = invoice(EXTENDED, LINE, GROUP, totals)
                .replace(
                        "</ram:SpecifiedTradeSettlementHeaderMonetarySummation>",
                        "</ram:SpecifiedTradeSettlementHeaderMonetarySummation>" + paid);
        assertThat(doubts(xml)).as("the VAT of the payment").containsExactly("AMOUNT_NOT_COVERED");
        assertThat(doubts(xml.replace(">30.00</ram:PaidAmount>", ">31.00</ram:PaidAmount>")))
                .containsExactly("EXTRA_SUM", "AMOUNT_NOT_COVERED");
    }

    @Test
    void a_payment_for_a_third_party_is_payable_and_needs_a_person() {
        String prepaid =
                "<cac:PrepaidPayment><cbc:ID>10</cbc:ID><cbc:PaidAmount currencyID=\"EUR\">5.00</cbc:PaidAmount>"
                        + "<cbc:InstructionID>for others</cbc:InstructionID></cac:PrepaidPayment><cac:TaxTotal>";
        String extension = UblText.invoice("EUR", "2", "50.00", "100.00", "19", "19.00", "119.00")
                .replace("<cac:TaxTotal>", prepaid)
                .replace(">119.00</cbc:PayableAmount>", ">124.00</cbc:PayableAmount>")
                .replace(
                        EN_16931,
                        EN_16931 + "#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0#conformant#"
                                + "urn:xeinkauf.de:kosit:extension:xrechnung_3.0");
        assertThat(doubts(extension)).containsExactly("THIRD_PARTY_PAYMENT");
        assertThat(read(extension).invoice().totals().thirdParty()).isEqualTo(500);
        assertThat(refusals(extension.replace(">5.00<", ">6.00<"))).contains("TOTAL_PAYABLE BT-115");
        assertThat(refusals(extension.replace("#conformant#urn:xeinkauf.de:kosit:extension:xrechnung_3.0", "")))
                .as("elsewhere such a payment enters no sum")
                .contains("TOTAL_PAYABLE BT-115");
    }

    @Test
    void sub_lines_of_ubl_are_in_their_line() {
        String part =
                "<cac:SubInvoiceLine><cbc:ID>1.1</cbc:ID><cbc:InvoicedQuantity unitCode=\"C62\">4</cbc:InvoicedQuantity>"
                        + "<cbc:LineExtensionAmount currencyID=\"EUR\">100.00</cbc:LineExtensionAmount><cac:Item><cbc:Name>Part</cbc:Name></cac:Item>"
                        + "<cac:Price><cbc:PriceAmount currencyID=\"EUR\">25.00</cbc:PriceAmount></cac:Price></cac:SubInvoiceLine>"
                        + "</cac:InvoiceLine>";
        String whole = UblText.invoice("EUR", "2", "50.00", "100.00", "19", "19.00", "119.00")
                .replace("</cac:InvoiceLine>", part);
        clean(whole);
        assertThat(doubts(whole.replace(
                        ">100.00</cbc:LineExtensionAmount><cac:Item><cbc:Name>Part",
                        ">90.00</cbc:LineExtensionAmount><cac:Item><cbc:Name>Part")))
                .containsExactly("SUB_LINES");
    }

    @Test
    void a_pdf_shows_its_invoice_whatever_rights_it_restricts() throws IOException {
        byte[] restricted = pdf(Map.of("factur-x.xml", invoice(EN_16931, LINE, GROUP, TOTALS)), true);
        assertThat(READER.read(restricted)).isInstanceOf(DocumentReader.Structured.class);
        byte[] old = pdf(Map.of("ZUGFeRD-invoice.xml", CiiText.zugferd1()), false);
        assertThat(READER.read(old)).isInstanceOf(DocumentReader.Structured.class);
        byte[] order = pdf(
                Map.of(
                        "order-x.xml",
                        "<rsm:SCRDMCCBDACIOMessageStructure xmlns:rsm=\"urn:un:unece:uncefact:data:SCRDMCCBDACIOMessageStructure:100\"/>"),
                false);
        assertThat(((DocumentReader.Refused) READER.read(order)).unreadable().code())
                .isEqualTo(Refusal.ORDER.name());
    }

    @Test
    void a_page_that_says_that_its_data_differ_is_for_a_person() throws IOException {
        Map<String, String> data = Map.of("factur-x.xml", invoice(EN_16931, LINE, GROUP, TOTALS));
        for (Map.Entry<String, List<String>> page : Map.of(
                        "Please note: the embedded XML\ndiffers from this page.", List.of("FORMS_DIFFER"),
                        "If XML and page differ, the XML prevails.", List.<String>of(),
                        "Invoice T-1", List.<String>of())
                .entrySet()) {
            DocumentReader.Structured read = (DocumentReader.Structured)
                    READER.read(pdf(data, false, page.getKey().split("\n")));
            assertThat(read.checked().doubts()).extracting(Finding::code).isEqualTo(page.getValue());
        }
    }

    private static byte[] pdf(Map<String, String> files, boolean restricted, String... lines) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage();
            document.addPage(page);
            try (PDPageContentStream shown = new PDPageContentStream(document, page)) {
                for (int i = 0; i < lines.length; i++) {
                    shown.beginText();
                    shown.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
                    shown.newLineAtOffset(50, 700 - 20 * i);
                    shown.showText(lines[i]);
                    shown.endText();
                }
            }
            Map<String, PDComplexFileSpecification> named = new java.util.TreeMap<>();
            for (Map.Entry<String, String> file : files.entrySet()) {
                PDComplexFileSpecification specification = new PDComplexFileSpecification();
                specification.setFile(file.getKey());
                specification.setEmbeddedFile(new PDEmbeddedFile(
                        document, new ByteArrayInputStream(file.getValue().getBytes(StandardCharsets.UTF_8))));
                named.put(file.getKey(), specification);
            }
            PDEmbeddedFilesNameTreeNode tree = new PDEmbeddedFilesNameTreeNode();
            tree.setNames(named);
            PDDocumentNameDictionary names = new PDDocumentNameDictionary(document.getDocumentCatalog());
            names.setEmbeddedFiles(tree);
            document.getDocumentCatalog().setNames(names);
            if (restricted) {
                AccessPermission rights = new AccessPermission();
                rights.setCanExtractContent(false);
                StandardProtectionPolicy policy = new StandardProtectionPolicy("owner", "", rights);
                policy.setEncryptionKeyLength(256);
                document.protect(policy);
            }
            document.save(out);
        }
        return out.toByteArray();
    }
}
