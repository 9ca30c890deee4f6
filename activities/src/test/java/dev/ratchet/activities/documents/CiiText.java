package dev.ratchet.activities.documents;

/** A small Cross Industry Invoice over 100.00 net, 19.00 VAT and 119.00 gross. A test can change its parts. */
final class CiiText {
    private CiiText() {}

    static final String EN_16931 = "urn:cen.eu:en16931:2017";
    static final String EXTENDED = EN_16931 + "#conformant#urn:factur-x.eu:1p0:extended";

    /** One line of 100.00 at 19 %. */
    static final String LINE = line("1", "", "2", "50.00", "100.00");

    static final String GROUP = """
            <ram:ApplicableTradeTax><ram:CalculatedAmount>19.00</ram:CalculatedAmount><ram:TypeCode>VAT</ram:TypeCode>
              <ram:BasisAmount>100.00</ram:BasisAmount><ram:CategoryCode>S</ram:CategoryCode>
              <ram:RateApplicablePercent>19.00</ram:RateApplicablePercent></ram:ApplicableTradeTax>
            """;

    static final String TOTALS = """
            <ram:LineTotalAmount>100.00</ram:LineTotalAmount><ram:TaxBasisTotalAmount>100.00</ram:TaxBasisTotalAmount>
            <ram:TaxTotalAmount currencyID="EUR">19.00</ram:TaxTotalAmount>
            <ram:GrandTotalAmount>119.00</ram:GrandTotalAmount><ram:DuePayableAmount>119.00</ram:DuePayableAmount>
            """;

    /** @param place elements that follow the line's id, such as its parent and its subtype */
    static String line(String id, String place, String quantity, String price, String net) {
        return """
                <ram:IncludedSupplyChainTradeLineItem>
                  <ram:AssociatedDocumentLineDocument><ram:LineID>$ID</ram:LineID>$PLACE</ram:AssociatedDocumentLineDocument>
                  <ram:SpecifiedTradeProduct><ram:Name>Paper</ram:Name></ram:SpecifiedTradeProduct>
                  <ram:SpecifiedLineTradeAgreement><ram:NetPriceProductTradePrice>
                    <ram:ChargeAmount>$PRICE</ram:ChargeAmount></ram:NetPriceProductTradePrice></ram:SpecifiedLineTradeAgreement>
                  <ram:SpecifiedLineTradeDelivery><ram:BilledQuantity unitCode="C62">$QTY</ram:BilledQuantity></ram:SpecifiedLineTradeDelivery>
                  <ram:SpecifiedLineTradeSettlement>
                    <ram:ApplicableTradeTax><ram:TypeCode>VAT</ram:TypeCode><ram:CategoryCode>S</ram:CategoryCode>
                      <ram:RateApplicablePercent>19.00</ram:RateApplicablePercent></ram:ApplicableTradeTax>
                    <ram:SpecifiedTradeSettlementLineMonetarySummation>
                      <ram:LineTotalAmount>$NET</ram:LineTotalAmount></ram:SpecifiedTradeSettlementLineMonetarySummation>
                  </ram:SpecifiedLineTradeSettlement>
                </ram:IncludedSupplyChainTradeLineItem>
                """.replace("$ID", id)
                .replace("$PLACE", place)
                .replace("$QTY", quantity)
                .replace("$PRICE", price)
                .replace("$NET", net);
    }

    /**
     * @param profile the guideline (BT-24)
     * @param lines the lines
     * @param settlement what the settlement holds between currency and terms of payment
     * @param totals what the sums hold
     */
    static String invoice(String profile, String lines, String settlement, String totals) {
        return """
                <rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
                    xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
                    xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
                  <rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter>
                    <ram:ID>$PROFILE</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>
                  <rsm:ExchangedDocument><ram:ID>T-1</ram:ID><ram:TypeCode>380</ram:TypeCode>
                    <ram:IssueDateTime><udt:DateTimeString format="102">20260131</udt:DateTimeString></ram:IssueDateTime></rsm:ExchangedDocument>
                  <rsm:SupplyChainTradeTransaction>
                    $LINES
                    <ram:ApplicableHeaderTradeAgreement>
                      <ram:SellerTradeParty><ram:Name>Nordwind</ram:Name>
                        <ram:PostalTradeAddress><ram:CountryID>DE</ram:CountryID></ram:PostalTradeAddress>
                        <ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">DE123456789</ram:ID></ram:SpecifiedTaxRegistration>
                      </ram:SellerTradeParty>
                      <ram:BuyerTradeParty><ram:Name>Buyer</ram:Name>
                        <ram:PostalTradeAddress><ram:CountryID>DE</ram:CountryID></ram:PostalTradeAddress></ram:BuyerTradeParty>
                    </ram:ApplicableHeaderTradeAgreement>
                    <ram:ApplicableHeaderTradeDelivery/>
                    <ram:ApplicableHeaderTradeSettlement>
                      <ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
                      $SETTLEMENT
                      <ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime>
                        <udt:DateTimeString format="102">20260228</udt:DateTimeString></ram:DueDateDateTime></ram:SpecifiedTradePaymentTerms>
                      <ram:SpecifiedTradeSettlementHeaderMonetarySummation>
                        $TOTALS
                      </ram:SpecifiedTradeSettlementHeaderMonetarySummation>
                    </ram:ApplicableHeaderTradeSettlement>
                  </rsm:SupplyChainTradeTransaction>
                </rsm:CrossIndustryInvoice>
                """.replace("$PROFILE", profile)
                .replace("$LINES", lines)
                .replace("$SETTLEMENT", settlement)
                .replace("$TOTALS", totals);
    }

    /** The same invoice as ZUGFeRD 1.0 writes it, with a line that holds only text. */
    static String zugferd1() {
        return """
                <rsm:CrossIndustryDocument xmlns:rsm="urn:ferd:CrossIndustryDocument:invoice:1p0"
                    xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:12"
                    xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:15">
                  <rsm:SpecifiedExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter>
                    <ram:ID>urn:ferd:CrossIndustryDocument:invoice:1p0:comfort</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter>
                  </rsm:SpecifiedExchangedDocumentContext>
                  <rsm:HeaderExchangedDocument><ram:ID>T-1</ram:ID><ram:Name>RECHNUNG</ram:Name><ram:TypeCode>380</ram:TypeCode>
                    <ram:IssueDateTime><udt:DateTimeString format="102">20160131</udt:DateTimeString></ram:IssueDateTime>
                  </rsm:HeaderExchangedDocument>
                  <rsm:SpecifiedSupplyChainTradeTransaction>
                    <ram:ApplicableSupplyChainTradeAgreement>
                      <ram:SellerTradeParty><ram:Name>Nordwind</ram:Name>
                        <ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">DE123456789</ram:ID></ram:SpecifiedTaxRegistration>
                      </ram:SellerTradeParty>
                      <ram:BuyerTradeParty><ram:Name>Buyer</ram:Name></ram:BuyerTradeParty>
                      <ram:BuyerOrderReferencedDocument><ram:ID>PO-7</ram:ID></ram:BuyerOrderReferencedDocument>
                    </ram:ApplicableSupplyChainTradeAgreement>
                    <ram:ApplicableSupplyChainTradeSettlement>
                      <ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
                      <ram:SpecifiedTradeSettlementPaymentMeans><ram:TypeCode>31</ram:TypeCode>
                        <ram:PayeePartyCreditorFinancialAccount><ram:IBANID>DE89370400440532013000</ram:IBANID></ram:PayeePartyCreditorFinancialAccount>
                      </ram:SpecifiedTradeSettlementPaymentMeans>
                      <ram:ApplicableTradeTax><ram:CalculatedAmount currencyID="EUR">19.00</ram:CalculatedAmount>
                        <ram:TypeCode>VAT</ram:TypeCode><ram:BasisAmount currencyID="EUR">100.00</ram:BasisAmount>
                        <ram:ApplicablePercent>19.00</ram:ApplicablePercent></ram:ApplicableTradeTax>
                      <ram:SpecifiedTradeSettlementMonetarySummation>
                        <ram:LineTotalAmount currencyID="EUR">100.00</ram:LineTotalAmount>
                        <ram:ChargeTotalAmount currencyID="EUR">0.00</ram:ChargeTotalAmount>
                        <ram:AllowanceTotalAmount currencyID="EUR">0.00</ram:AllowanceTotalAmount>
                        <ram:TaxBasisTotalAmount currencyID="EUR">100.00</ram:TaxBasisTotalAmount>
                        <ram:TaxTotalAmount currencyID="EUR">19.00</ram:TaxTotalAmount>
                        <ram:GrandTotalAmount currencyID="EUR">119.00</ram:GrandTotalAmount>
                      </ram:SpecifiedTradeSettlementMonetarySummation>
                    </ram:ApplicableSupplyChainTradeSettlement>
                    <ram:IncludedSupplyChainTradeLineItem>
                      <ram:AssociatedDocumentLineDocument><ram:LineID>1</ram:LineID></ram:AssociatedDocumentLineDocument>
                      <ram:SpecifiedSupplyChainTradeAgreement><ram:NetPriceProductTradePrice>
                        <ram:ChargeAmount currencyID="EUR">50.0000</ram:ChargeAmount></ram:NetPriceProductTradePrice></ram:SpecifiedSupplyChainTradeAgreement>
                      <ram:SpecifiedSupplyChainTradeDelivery><ram:BilledQuantity unitCode="C62">2.0000</ram:BilledQuantity></ram:SpecifiedSupplyChainTradeDelivery>
                      <ram:SpecifiedSupplyChainTradeSettlement>
                        <ram:ApplicableTradeTax><ram:TypeCode>VAT</ram:TypeCode><ram:CategoryCode>S</ram:CategoryCode>
                          <ram:ApplicablePercent>19.00</ram:ApplicablePercent></ram:ApplicableTradeTax>
                        <ram:SpecifiedTradeSettlementMonetarySummation>
                          <ram:LineTotalAmount currencyID="EUR">100.00</ram:LineTotalAmount></ram:SpecifiedTradeSettlementMonetarySummation>
                      </ram:SpecifiedSupplyChainTradeSettlement>
                      <ram:SpecifiedTradeProduct><ram:Name>Paper</ram:Name></ram:SpecifiedTradeProduct>
                    </ram:IncludedSupplyChainTradeLineItem>
                    <ram:IncludedSupplyChainTradeLineItem>
                      <ram:AssociatedDocumentLineDocument><ram:IncludedNote><ram:Content>Thank you</ram:Content></ram:IncludedNote></ram:AssociatedDocumentLineDocument>
                    </ram:IncludedSupplyChainTradeLineItem>
                  </rsm:SpecifiedSupplyChainTradeTransaction>
                </rsm:CrossIndustryDocument>
                """;
    }
}
