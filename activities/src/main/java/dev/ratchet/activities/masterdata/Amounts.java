package dev.ratchet.activities.masterdata;

import dev.ratchet.activities.yaml.YamlFields;
import dev.ratchet.workflows.contract.Money;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Money as a master data file says it. What is none is complained about. */
final class Amounts {
    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,20}(\\.[0-9]{1,20})?");
    private static final Pattern CODE = Pattern.compile("[A-Z]{3}");
    private static final String CODE_RIGHT = "an ISO 4217 code such as EUR";

    private Amounts() {}

    static @Nullable String currency(YamlFields fields, String name) {
        String code = fields.text(name, CODE, CODE_RIGHT);
        return code != null && isKnown(code, fields, name) ? code : null;
    }

    private static boolean isKnown(String code, YamlFields fields, String name) {
        try {
            Money.exponent(code);
            return true;
        } catch (IllegalArgumentException e) {
            fields.wrong(name, e.getMessage() + "; it must be one such as EUR");
            return false;
        }
    }

    /** In minor units of the currency; null when it is none, or the currency is not known. */
    static @Nullable Long amount(YamlFields fields, String name, @Nullable String currency) {
        String text = fields.text(name, AMOUNT, "an amount of 0 or more such as 1250.00, without thousands separators");
        if (text == null || currency == null) {
            return null;
        }
        BigDecimal amount = new BigDecimal(text);
        try {
            return Money.of(currency, amount).minor();
        } catch (ArithmeticException e) {
            fields.wrong(
                    name,
                    amount.stripTrailingZeros().scale() > Money.exponent(currency)
                            ? "has more decimals than " + currency + ", which has " + Money.exponent(currency)
                            : "is too large; an amount has at most 18 digits with its decimals");
            return null;
        }
    }

    /** By currency, in minor units; empty where the field is absent. */
    static Map<String, Long> byCurrency(YamlFields fields, String name) {
        Map<String, Long> amounts = new TreeMap<>();
        YamlFields currencies = fields.fields(name, "{EUR: 1250.00}");
        if (currencies != null) {
            for (String code : currencies.names()) {
                Long amount = isKnown(code, currencies, code) ? amount(currencies, code, code) : null;
                if (amount != null) {
                    amounts.put(code, amount);
                }
            }
        }
        return amounts;
    }
}
