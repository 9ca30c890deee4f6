package dev.ratchet.activities.documents;

import java.nio.charset.StandardCharsets;

/** The smallest documents that make every rule set compile and run; they need not be right. */
final class WarmUp {
    private static final String UBL = """
            <%1$s xmlns="urn:oasis:names:specification:ubl:schema:xsd:%1$s-2"
                xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
                xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
              <cbc:ID>1</cbc:ID>
              <cbc:IssueDate>2026-01-01</cbc:IssueDate>
              <cac:AccountingSupplierParty><cac:Party/></cac:AccountingSupplierParty>
              <cac:AccountingCustomerParty><cac:Party/></cac:AccountingCustomerParty>
              <cac:LegalMonetaryTotal>
                <cbc:PayableAmount currencyID="EUR">1.00</cbc:PayableAmount>
              </cac:LegalMonetaryTotal>
              <cac:%1$sLine>
                <cbc:ID>1</cbc:ID>
                <cbc:LineExtensionAmount currencyID="EUR">1.00</cbc:LineExtensionAmount>
                <cac:Item><cbc:Name>1</cbc:Name></cac:Item>
              </cac:%1$sLine>
            </%1$s>
            """;

    private static final String CII = """
            <rsm:CrossIndustryInvoice
                xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
                xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
                xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
              <rsm:ExchangedDocumentContext/>
              <rsm:ExchangedDocument><ram:ID>1</ram:ID></rsm:ExchangedDocument>
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

    static byte[] document(OfficialRules.Syntax syntax) {
        String xml = switch (syntax) {
            case UBL_INVOICE -> String.format(UBL, "Invoice");
            case UBL_CREDIT_NOTE -> String.format(UBL, "CreditNote");
            case CII -> CII;
        };
        return xml.getBytes(StandardCharsets.UTF_8);
    }
}
