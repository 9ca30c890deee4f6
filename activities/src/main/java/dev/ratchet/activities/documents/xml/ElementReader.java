package dev.ratchet.activities.documents.xml;

import dev.ratchet.activities.documents.invoice.Checked;
import dev.ratchet.activities.documents.invoice.Invoice;
import dev.ratchet.activities.documents.refusal.Refusal;
import dev.ratchet.activities.documents.refusal.Refusal.RefusedException;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads fields from elements and reports what is wrong with them. A field that cannot be read counts as 0 and has a
 * finding, so that one bad field does not hide the next one. What no sum rests on has a doubt instead.
 */
final class ElementReader {
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d{1,18}(\\.\\d{0,18})?|\\.\\d{1,18})");

    final String currency;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Finding> doubts = new ArrayList<>();

    ElementReader(@Nullable String currency) throws RefusedException {
        if (currency == null) {
            throw Refusal.FIELD_MISSING.refuse("currency (BT-5)");
        }
        this.currency = currency;
        try {
            Money.exponent(currency);
        } catch (IllegalArgumentException e) {
            throw Refusal.FIELD_INVALID.refuse("currency (BT-5)", "an ISO 4217 code such as EUR");
        }
    }

    Checked checked() {
        return new Checked(findings, doubts, List.of());
    }

    void report(String code, String where, String why) {
        findings.add(new Finding(code, where, why));
    }

    void doubt(String code, String where, String why) {
        doubts.add(new Finding(code, where, why));
    }

    static String required(@Nullable String value, String field) throws RefusedException {
        if (value == null) {
            throw Refusal.FIELD_MISSING.refuse(field);
        }
        return value;
    }

    static String number(@Nullable String value) throws RefusedException {
        String number = required(value, "number (BT-1)");
        if (number.length() > 100) {
            throw Refusal.FIELD_INVALID.refuse("number (BT-1)", "at most 100 characters");
        }
        return number;
    }

    /** @param format for {@link DateTimeFormatter} */
    static LocalDate date(@Nullable String value, DateTimeFormatter format, String field, String right)
            throws RefusedException {
        String text = required(value, field);
        try {
            return LocalDate.parse(text.length() > 10 && text.charAt(10) != ' ' ? text.substring(0, 10) : text, format);
        } catch (DateTimeException e) {
            throw Refusal.FIELD_INVALID.refuse(field, right);
        }
    }

    /** A required amount in the currency of the document. */
    long amount(@Nullable XmlElement element, String where) {
        if (element == null) {
            report("FIELD_MISSING", where, "This amount is missing. Every invoice states it.");
            return 0;
        }
        return minor(element, where, currency);
    }

    /** An optional amount in the currency of the document. */
    @Nullable
    Long amountIfAny(@Nullable XmlElement element, String where) {
        return element == null ? null : minor(element, where, currency);
    }

    long minor(XmlElement element, String where, String expected) {
        requireCurrency(element, where, expected);
        BigDecimal value = decimal(element, where);
        int exponent = Money.exponent(expected);
        if (value.stripTrailingZeros().scale() > exponent) {
            report(
                    "TOO_MANY_DECIMALS",
                    where,
                    value.toPlainString() + " has more than the " + exponent + " decimals of " + expected + ".");
        }
        BigDecimal minor = value.setScale(exponent, RoundingMode.HALF_UP).movePointRight(exponent);
        if (minor.precision() > 15) {
            report("AMOUNT_TOO_LARGE", where, "The amount has more than 15 digits.");
            return 0;
        }
        return minor.longValueExact();
    }

    void requireCurrency(XmlElement element, String where, String expected) {
        String stated = element.attribute("currencyID");
        if (stated != null && !stated.strip().equals(expected)) {
            report(
                    "CURRENCY_MIXED",
                    where,
                    "The amount is not in " + expected + ", the currency it should have by the document's header.");
        }
    }

    BigDecimal decimal(XmlElement element, String where) {
        String text = element.text();
        if (!DECIMAL.matcher(text).matches()) {
            report("NOT_A_NUMBER", where, "This should be a decimal number such as 1234.50.");
            return BigDecimal.ZERO;
        }
        return new BigDecimal(text);
    }

    @Nullable
    BigDecimal decimalIfAny(@Nullable XmlElement element, String where) {
        return element == null ? null : decimal(element, where);
    }

    /** An optional price, with any number of decimals. */
    @Nullable
    BigDecimal price(@Nullable XmlElement element, String where) {
        if (element == null) {
            return null;
        }
        String stated = element.attribute("currencyID");
        if (stated != null && !stated.strip().equals(currency)) {
            doubt("CURRENCY_MIXED", where, "The price is not in " + currency + ", the currency of the document.");
        }
        return decimal(element, where);
    }

    BigDecimal orElse(@Nullable BigDecimal value, BigDecimal other, String where, String what) {
        if (value == null) {
            doubt("FIELD_MISSING", where, "The " + what + " is missing. Every line states it.");
            return other;
        }
        return value;
    }

    /** An amount in the currency of the document as an exact decimal. */
    BigDecimal major(long minor) {
        return BigDecimal.valueOf(minor, Money.exponent(currency));
    }

    /** The base quantity of a price. It is a divisor, so it must be positive; 1 when it is absent or wrong. */
    BigDecimal baseQuantity(@Nullable BigDecimal stated, String where) {
        if (stated == null) {
            return BigDecimal.ONE;
        }
        if (stated.signum() <= 0) {
            doubt("BASE_QUANTITY_INVALID", where, "The base quantity of a price must be above zero.");
            return BigDecimal.ONE;
        }
        return stated;
    }

    Invoice.Category category(XmlElement tax, String code, String percent, String where) {
        String stated = tax.value(code);
        BigDecimal rate = decimalIfAny(tax.first(percent), where);
        if (rate != null && rate.signum() < 0) {
            doubt("NEGATIVE", where, "A VAT rate is never negative.");
        }
        return new Invoice.Category(stated == null ? "" : stated, rate == null ? BigDecimal.ZERO : rate);
    }

    /** Doubts every amount that no reader has used: nothing checks it, and nothing that is booked rests on it. */
    void doubtUnread(XmlElement root) {
        Map<String, List<Integer>> lines = new LinkedHashMap<>();
        collectUnread(root, lines);
        lines.forEach((name, at) -> doubt(
                "AMOUNT_NOT_COVERED",
                "line " + at.get(0) + " of the file, " + name
                        + (at.size() == 1 ? "" : " and " + (at.size() - 1) + " more"),
                "EN 16931 has no place for this amount, so no sum confirms it. Nothing of it is booked."));
    }

    private static void collectUnread(XmlElement element, Map<String, List<Integer>> lines) {
        for (XmlElement child : element.children()) {
            if (child.children().isEmpty() && child.name.endsWith("Amount") && !child.used()) {
                lines.computeIfAbsent(element.name + "/" + child.name, name -> new ArrayList<>())
                        .add(child.line);
            }
            collectUnread(child, lines);
        }
    }
}
