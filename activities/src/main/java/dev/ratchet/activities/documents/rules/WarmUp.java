package dev.ratchet.activities.documents.rules;

import dev.ratchet.activities.documents.rules.OfficialRules.Syntax;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets the JIT compile the reading of documents before the first real one comes. Right after the rules are compiled, a
 * document takes 20 to 60 ms; over the first two thousand documents this falls to 2 ms.
 */
public final class WarmUp {
    /** After this many documents, a document takes about as long as it ever will. */
    public static final int ENOUGH = 2_000;

    private static final Syntax[] MIX = {Syntax.UBL_INVOICE, Syntax.UBL_INVOICE, Syntax.CII, Syntax.UBL_CREDIT_NOTE};

    private static final String PARTY = """
                <cac:Party>
                  <cac:PostalAddress>
                    <cbc:CityName>1</cbc:CityName>
                    <cac:Country><cbc:IdentificationCode>DE</cbc:IdentificationCode></cac:Country>
                  </cac:PostalAddress>
                  <cac:PartyTaxScheme>
                    <cbc:CompanyID>DE1</cbc:CompanyID>
                    <cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
                  </cac:PartyTaxScheme>
                  <cac:PartyLegalEntity><cbc:RegistrationName>1</cbc:RegistrationName></cac:PartyLegalEntity>
                </cac:Party>
            """;

    private static final String UBL_LINE = """
              <cac:%1$sLine>
                <cbc:ID>1</cbc:ID>
                <cbc:LineExtensionAmount currencyID="EUR">1.00</cbc:LineExtensionAmount>
                <cac:Item>
                  <cbc:Name>1</cbc:Name>
                  <cac:ClassifiedTaxCategory>
                    <cbc:ID>S</cbc:ID>
                    <cbc:Percent>19</cbc:Percent>
                    <cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
                  </cac:ClassifiedTaxCategory>
                </cac:Item>
                <cac:Price><cbc:PriceAmount currencyID="EUR">1.00</cbc:PriceAmount></cac:Price>
              </cac:%1$sLine>
            """;

    private static final String UBL = """
            <%1$s xmlns="urn:oasis:names:specification:ubl:schema:xsd:%1$s-2"
                xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
                xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
              <cbc:ID>1</cbc:ID>
              <cbc:IssueDate>2026-01-01</cbc:IssueDate>
              <cac:AccountingSupplierParty>
            """ + PARTY + """
              </cac:AccountingSupplierParty>
              <cac:AccountingCustomerParty>
            """ + PARTY + """
              </cac:AccountingCustomerParty>
              <cac:TaxTotal>
                <cbc:TaxAmount currencyID="EUR">0.19</cbc:TaxAmount>
                <cac:TaxSubtotal>
                  <cbc:TaxableAmount currencyID="EUR">1.00</cbc:TaxableAmount>
                  <cbc:TaxAmount currencyID="EUR">0.19</cbc:TaxAmount>
                  <cac:TaxCategory>
                    <cbc:ID>S</cbc:ID>
                    <cbc:Percent>19</cbc:Percent>
                    <cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
                  </cac:TaxCategory>
                </cac:TaxSubtotal>
              </cac:TaxTotal>
              <cac:LegalMonetaryTotal>
                <cbc:PayableAmount currencyID="EUR">1.00</cbc:PayableAmount>
              </cac:LegalMonetaryTotal>
            """ + UBL_LINE + """
            </%1$s>
            """;

    private static final String CII = """
            <rsm:CrossIndustryInvoice
                xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
                xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
                xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
              <rsm:ExchangedDocumentContext/>
              <rsm:ExchangedDocument>
                <ram:ID>1</ram:ID>
                <ram:IssueDateTime><udt:DateTimeString format="102">20260101</udt:DateTimeString></ram:IssueDateTime>
              </rsm:ExchangedDocument>
              <rsm:SupplyChainTradeTransaction>
                <ram:ApplicableHeaderTradeAgreement/>
                <ram:ApplicableHeaderTradeDelivery/>
                <ram:ApplicableHeaderTradeSettlement>
                  <ram:SpecifiedTradeSettlementHeaderMonetarySummation>
                    <ram:DuePayableAmount>1.00</ram:DuePayableAmount>
                  </ram:SpecifiedTradeSettlementHeaderMonetarySummation>
                </ram:ApplicableHeaderTradeSettlement>
              </rsm:SupplyChainTradeTransaction>
            </rsm:CrossIndustryInvoice>
            """;

    private WarmUp() {}

    /**
     * Checks small documents of every syntax.
     *
     * @param documents 0 or more
     * @param threads that share the documents, 1 or more: as many as processors when nothing else runs, and one beside
     *     other work, because Linux ignores the priority of a Java thread
     */
    public static void read(OfficialRules rules, int documents, int threads) {
        AtomicInteger next = new AtomicInteger();
        List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread reader = new Thread(
                    () -> {
                        for (int at = next.getAndIncrement(); at < documents; at = next.getAndIncrement()) {
                            Syntax syntax = MIX[at % MIX.length];
                            rules.check(syntax, document(syntax));
                        }
                    },
                    "warms up");
            reader.setDaemon(true);
            reader.start();
            readers.add(reader);
        }
        for (Thread reader : readers) {
            try {
                reader.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** A small document of this syntax. It is well-formed, but lacks fields that the rules require. */
    public static byte[] document(Syntax syntax) {
        String xml = switch (syntax) {
            case UBL_INVOICE -> String.format(UBL, "Invoice");
            case UBL_CREDIT_NOTE -> String.format(UBL, "CreditNote");
            case CII -> CII;
        };
        return xml.getBytes(StandardCharsets.UTF_8);
    }
}
