package dev.ratchet.activities.documents;

import dev.ratchet.workflows.contract.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** BT-110 and BT-111: both syntaxes state them as one list, told apart by currency alone. */
record TaxTotals(long tax, @Nullable Long taxInTaxCurrency) {

    static TaxTotals of(List<XmlElement> amounts, @Nullable String taxCurrency, Draft draft) {
        Long tax = null;
        Long inTaxCurrency = null;
        for (XmlElement each : amounts) {
            String currency = each.attribute("currencyID");
            if (taxCurrency != null
                    && taxCurrency.equals(currency)
                    && (!taxCurrency.equals(draft.currency) || tax != null)
                    && inTaxCurrency == null
                    && isCurrency(taxCurrency)) {
                inTaxCurrency = draft.minor(each, "BT-111", taxCurrency);
            } else if (tax == null) {
                tax = draft.minor(each, "BT-110", draft.currency);
            } else {
                draft.find("TAX_TOTAL_TWICE", "BT-110", "The total VAT is stated more than once in one currency.");
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
