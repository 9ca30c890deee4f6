package dev.ratchet.worker.dev;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;

/**
 * As many small UBL invoices as are wanted, all valid under EN 16931, from one supplier of the demo's master data, each
 * below that supplier's ceiling. A pure function of the number; no two are duplicates or near-duplicates of each other,
 * because no two share both date and amount.
 */
public final class SampleInvoices {
    /** Numbers run from 1 to this one. */
    public static final int MOST = 9_999_999;

    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 1, 1);
    private static final int DAYS = 300;
    private static final BigDecimal VAT_RATE = new BigDecimal("0.19");

    private SampleInvoices() {}

    /** {@code sample-0000042.xml}. */
    public static String name(int number) {
        return "sample-" + seven(number) + ".xml";
    }

    /** @throws IllegalArgumentException when {@code number} is not from 1 to {@link #MOST} */
    public static byte[] ubl(int number) {
        if (number < 1 || number > MOST) {
            throw new IllegalArgumentException("samples are numbered 1 to " + MOST + "; there is no " + number);
        }
        int day = number % DAYS;
        int quantity = 1 + day % 9;
        long price = 500 + 25L * (day % 40);
        // Tells apart the samples of one day: each has one cent more than the one before, and so another total.
        long handling = 100L + number / DAYS;
        long net = quantity * price + handling;
        long tax = BigDecimal.valueOf(net, 2)
                .multiply(VAT_RATE)
                .setScale(2, java.math.RoundingMode.HALF_UP)
                .unscaledValue()
                .longValueExact();
        String xml = TEMPLATE;
        for (Map.Entry<String, String> hole : Map.of(
                        "{number}", "S-" + seven(number),
                        "{date}", FIRST_DAY.plusDays(day).toString(),
                        "{due}", FIRST_DAY.plusDays(day + 30L).toString(),
                        "{quantity}", Integer.toString(quantity),
                        "{price}", decimal(price),
                        "{goods}", decimal(quantity * price),
                        "{handling}", decimal(handling),
                        "{net}", decimal(net),
                        "{tax}", decimal(tax),
                        "{gross}", decimal(net + tax))
                .entrySet()) {
            xml = xml.replace(hole.getKey(), hole.getValue());
        }
        return xml.getBytes(StandardCharsets.UTF_8);
    }

    private static String seven(int number) {
        String digits = Integer.toString(number);
        return "0".repeat(7 - digits.length()) + digits;
    }

    private static String decimal(long cents) {
        return BigDecimal.valueOf(cents, 2).toPlainString();
    }

    private static final String TEMPLATE = """
            <?xml version="1.0" encoding="UTF-8"?>
            <Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
                     xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
                     xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
              <cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID>
              <cbc:ID>{number}</cbc:ID>
              <cbc:IssueDate>{date}</cbc:IssueDate>
              <cbc:DueDate>{due}</cbc:DueDate>
              <cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
              <cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
              <cbc:BuyerReference>Einkauf Kiel</cbc:BuyerReference>
              <cac:AccountingSupplierParty>
                <cac:Party>
                  <cac:PostalAddress>
                    <cbc:StreetName>Mühlgasse 14</cbc:StreetName>
                    <cbc:CityName>Freyburg</cbc:CityName>
                    <cbc:PostalZone>06632</cbc:PostalZone>
                    <cac:Country>
                      <cbc:IdentificationCode>DE</cbc:IdentificationCode>
                    </cac:Country>
                  </cac:PostalAddress>
                  <cac:PartyTaxScheme>
                    <cbc:CompanyID>DE811907342</cbc:CompanyID>
                    <cac:TaxScheme>
                      <cbc:ID>VAT</cbc:ID>
                    </cac:TaxScheme>
                  </cac:PartyTaxScheme>
                  <cac:PartyLegalEntity>
                    <cbc:RegistrationName>Kerzendorf Papierwaren GmbH</cbc:RegistrationName>
                  </cac:PartyLegalEntity>
                  <cac:Contact>
                    <cbc:ElectronicMail>rechnung@kerzendorf-papier.example</cbc:ElectronicMail>
                  </cac:Contact>
                </cac:Party>
              </cac:AccountingSupplierParty>
              <cac:AccountingCustomerParty>
                <cac:Party>
                  <cac:PostalAddress>
                    <cbc:StreetName>Holtenauer Straße 112</cbc:StreetName>
                    <cbc:CityName>Kiel</cbc:CityName>
                    <cbc:PostalZone>24105</cbc:PostalZone>
                    <cac:Country>
                      <cbc:IdentificationCode>DE</cbc:IdentificationCode>
                    </cac:Country>
                  </cac:PostalAddress>
                  <cac:PartyTaxScheme>
                    <cbc:CompanyID>DE298114506</cbc:CompanyID>
                    <cac:TaxScheme>
                      <cbc:ID>VAT</cbc:ID>
                    </cac:TaxScheme>
                  </cac:PartyTaxScheme>
                  <cac:PartyLegalEntity>
                    <cbc:RegistrationName>Ravensholt Instruments GmbH</cbc:RegistrationName>
                  </cac:PartyLegalEntity>
                </cac:Party>
              </cac:AccountingCustomerParty>
              <cac:PaymentMeans>
                <cbc:PaymentMeansCode>58</cbc:PaymentMeansCode>
                <cbc:PaymentID>{number}</cbc:PaymentID>
                <cac:PayeeFinancialAccount>
                  <cbc:ID>DE55800537621040027716</cbc:ID>
                </cac:PayeeFinancialAccount>
              </cac:PaymentMeans>
              <cac:TaxTotal>
                <cbc:TaxAmount currencyID="EUR">{tax}</cbc:TaxAmount>
                <cac:TaxSubtotal>
                  <cbc:TaxableAmount currencyID="EUR">{net}</cbc:TaxableAmount>
                  <cbc:TaxAmount currencyID="EUR">{tax}</cbc:TaxAmount>
                  <cac:TaxCategory>
                    <cbc:ID>S</cbc:ID>
                    <cbc:Percent>19</cbc:Percent>
                    <cac:TaxScheme>
                      <cbc:ID>VAT</cbc:ID>
                    </cac:TaxScheme>
                  </cac:TaxCategory>
                </cac:TaxSubtotal>
              </cac:TaxTotal>
              <cac:LegalMonetaryTotal>
                <cbc:LineExtensionAmount currencyID="EUR">{net}</cbc:LineExtensionAmount>
                <cbc:TaxExclusiveAmount currencyID="EUR">{net}</cbc:TaxExclusiveAmount>
                <cbc:TaxInclusiveAmount currencyID="EUR">{gross}</cbc:TaxInclusiveAmount>
                <cbc:PayableAmount currencyID="EUR">{gross}</cbc:PayableAmount>
              </cac:LegalMonetaryTotal>
              <cac:InvoiceLine>
                <cbc:ID>1</cbc:ID>
                <cbc:InvoicedQuantity unitCode="C62">{quantity}</cbc:InvoicedQuantity>
                <cbc:LineExtensionAmount currencyID="EUR">{goods}</cbc:LineExtensionAmount>
                <cac:Item>
                  <cbc:Name>Versandkarton 300 x 200 x 150 mm</cbc:Name>
                  <cac:ClassifiedTaxCategory>
                    <cbc:ID>S</cbc:ID>
                    <cbc:Percent>19</cbc:Percent>
                    <cac:TaxScheme>
                      <cbc:ID>VAT</cbc:ID>
                    </cac:TaxScheme>
                  </cac:ClassifiedTaxCategory>
                </cac:Item>
                <cac:Price>
                  <cbc:PriceAmount currencyID="EUR">{price}</cbc:PriceAmount>
                </cac:Price>
              </cac:InvoiceLine>
              <cac:InvoiceLine>
                <cbc:ID>2</cbc:ID>
                <cbc:InvoicedQuantity unitCode="C62">1</cbc:InvoicedQuantity>
                <cbc:LineExtensionAmount currencyID="EUR">{handling}</cbc:LineExtensionAmount>
                <cac:Item>
                  <cbc:Name>Versandpauschale</cbc:Name>
                  <cac:ClassifiedTaxCategory>
                    <cbc:ID>S</cbc:ID>
                    <cbc:Percent>19</cbc:Percent>
                    <cac:TaxScheme>
                      <cbc:ID>VAT</cbc:ID>
                    </cac:TaxScheme>
                  </cac:ClassifiedTaxCategory>
                </cac:Item>
                <cac:Price>
                  <cbc:PriceAmount currencyID="EUR">{handling}</cbc:PriceAmount>
                </cac:Price>
              </cac:InvoiceLine>
            </Invoice>
            """;
}
