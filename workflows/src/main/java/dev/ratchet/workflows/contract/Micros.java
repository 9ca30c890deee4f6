package dev.ratchet.workflows.contract;

import java.math.BigDecimal;
import java.util.Optional;

/** Millionths of the accounting currency as people write them, such as {@code 12.50}. */
public final class Micros {
    private static final int DECIMALS = 6;

    private Micros() {}

    /** At least two decimals, at most six. */
    public static String text(long micros) {
        BigDecimal amount = BigDecimal.valueOf(micros, DECIMALS).stripTrailingZeros();
        return (amount.scale() < 2 ? amount.setScale(2) : amount).toPlainString();
    }

    /** Empty when it is no amount from 0 to 999,999,999 with at most six decimals. */
    public static Optional<Long> of(String text) {
        return text.matches("[0-9]{1,9}(\\.[0-9]{1,6})?")
                ? Optional.of(new BigDecimal(text).movePointRight(DECIMALS).longValueExact())
                : Optional.empty();
    }
}
