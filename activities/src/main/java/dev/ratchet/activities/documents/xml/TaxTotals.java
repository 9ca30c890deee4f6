package dev.ratchet.activities.documents.xml;

import dev.ratchet.workflows.contract.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The total VAT, BT-110 and BT-111. Both syntaxes use the same element for both amounts; they differ only in currency.
 */
record TaxTotals(long tax, @Nullable Long taxInTaxCurrency) {

    static TaxTotals of(List<XmlElement> amounts, @Nullable String taxCurrency, ElementReader reader) {
        Long tax = null;
        Long inTaxCurrency = null;
        for (XmlElement each : amounts) {
            String currency = each.attribute("currencyID");
            if (taxCurrency != null
                    && taxCurrency.equals(currency)
                    && (!taxCurrency.equals(reader.currency) || tax != null)
                    && inTaxCurrency == null
                    && isCurrency(taxCurrency)) {
                inTaxCurrency = reader.minor(each, "BT-111", taxCurrency);
            } else if (tax == null) {
                tax = reader.minor(each, "BT-110", reader.currency);
            } else if (reader.minor(each, "BT-110", reader.currency) != tax) {
                reader.report(
                        "TAX_TOTAL_TWICE",
                        "BT-110",
                        "The total VAT is stated more than once in one currency, with two values.");
            }
        }
        return new TaxTotals(Ubl.orZero(tax), inTaxCurrency);
    }

    private static boolean isCurrency(String code) {
        try {
            return Money.exponent(code) >= 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
