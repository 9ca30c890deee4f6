package dev.ratchet.workflows.contract;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * An amount in the minor units of its currency: cents for EUR, whole yen for JPY, fils for KWD.
 *
 * @param currency an ISO 4217 code
 * @param minor signed minor units; the number of decimals is the currency's own ({@link #exponent})
 */
public record Money(String currency, long minor) {

    public Money {
        exponent(currency);
    }

    /** Decimals of an ISO 4217 currency (EUR 2, JPY 0, KWD 3); pseudo-currencies such as XXX have none and are refused. */
    public static int exponent(String currency) {
        int digits;
        try {
            digits = Currency.getInstance(currency).getDefaultFractionDigits();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + currency + "' is not an ISO 4217 currency code", e);
        }
        if (digits < 0) {
            throw new IllegalArgumentException("'" + currency + "' is not a currency of payment");
        }
        return digits;
    }

    /**
     * @throws ArithmeticException when the amount has more decimals than the currency, or does not fit 63 bits
     */
    public static Money of(String currency, BigDecimal amount) {
        return new Money(
                currency,
                amount.setScale(exponent(currency), RoundingMode.UNNECESSARY)
                        .unscaledValue()
                        .longValueExact());
    }

    public Money plus(Money other) {
        requireSame(other);
        return new Money(currency, Math.addExact(minor, other.minor));
    }

    public Money minus(Money other) {
        requireSame(other);
        return new Money(currency, Math.subtractExact(minor, other.minor));
    }

    public Money negated() {
        return new Money(currency, Math.negateExact(minor));
    }

    public BigDecimal decimal() {
        return BigDecimal.valueOf(minor, exponent(currency));
    }

    private void requireSame(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException(currency + " and " + other.currency + " do not add");
        }
    }

    /** {@code 1234.50 EUR}. */
    @JsonIgnore
    public String text() {
        return decimal().toPlainString() + " " + currency;
    }

    @Override
    public String toString() {
        return text();
    }
}
