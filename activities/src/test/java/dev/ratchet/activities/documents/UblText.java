package dev.ratchet.activities.documents;

import java.nio.charset.StandardCharsets;

/** A small UBL invoice with one line and one VAT rate. A test can change its parts. */
public final class UblText {
    private UblText() {}

    /** The invoice with these values, printed as they are given. */
    public static String invoice(
            String currency, String quantity, String price, String net, String rate, String tax, String gross) {
        return """
                <Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
                    xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
                    xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
                  <cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID>
                  <cbc:ID>T-1</cbc:ID>
                  <cbc:IssueDate>2026-01-31</cbc:IssueDate>
                  <cbc:DueDate>2026-02-28</cbc:DueDate>
                  <cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
                  <cbc:DocumentCurrencyCode>$CUR</cbc:DocumentCurrencyCode>
                  <cac:AccountingSupplierParty><cac:Party>
                    <cac:PostalAddress><cac:Country><cbc:IdentificationCode>DE</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
                    <cac:PartyTaxScheme><cbc:CompanyID>DE123456789</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
                    <cac:PartyLegalEntity><cbc:RegistrationName>Nordwind</cbc:RegistrationName></cac:PartyLegalEntity>
                  </cac:Party></cac:AccountingSupplierParty>
                  <cac:AccountingCustomerParty><cac:Party>
                    <cac:PostalAddress><cac:Country><cbc:IdentificationCode>DE</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
                    <cac:PartyLegalEntity><cbc:RegistrationName>Buyer</cbc:RegistrationName></cac:PartyLegalEntity>
                  </cac:Party></cac:AccountingCustomerParty>
                  <cac:TaxTotal>
                    <cbc:TaxAmount currencyID="$CUR">$TAX</cbc:TaxAmount>
                    <cac:TaxSubtotal>
                      <cbc:TaxableAmount currencyID="$CUR">$NET</cbc:TaxableAmount>
                      <cbc:TaxAmount currencyID="$CUR">$TAX</cbc:TaxAmount>
                      <cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>$RATE</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory>
                    </cac:TaxSubtotal>
                  </cac:TaxTotal>
                  <cac:LegalMonetaryTotal>
                    <cbc:LineExtensionAmount currencyID="$CUR">$NET</cbc:LineExtensionAmount>
                    <cbc:TaxExclusiveAmount currencyID="$CUR">$NET</cbc:TaxExclusiveAmount>
                    <cbc:TaxInclusiveAmount currencyID="$CUR">$GROSS</cbc:TaxInclusiveAmount>
                    <cbc:PayableAmount currencyID="$CUR">$GROSS</cbc:PayableAmount>
                  </cac:LegalMonetaryTotal>
                  <cac:InvoiceLine>
                    <cbc:ID>1</cbc:ID>
                    <cbc:InvoicedQuantity unitCode="C62">$QTY</cbc:InvoicedQuantity>
                    <cbc:LineExtensionAmount currencyID="$CUR">$NET</cbc:LineExtensionAmount>
                    <cac:Item><cbc:Name>Paper</cbc:Name><cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>$RATE</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:ClassifiedTaxCategory></cac:Item>
                    <cac:Price><cbc:PriceAmount currencyID="$CUR">$PRICE</cbc:PriceAmount></cac:Price>
                  </cac:InvoiceLine>
                </Invoice>
                """.replace("$CUR", currency)
                .replace("$QTY", quantity)
                .replace("$PRICE", price)
                .replace("$NET", net)
                .replace("$RATE", rate)
                .replace("$TAX", tax)
                .replace("$GROSS", gross);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
