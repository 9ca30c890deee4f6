package dev.ratchet.workflows.contract;

import java.math.BigDecimal;
import java.util.Optional;

/** Millionths of the accounting currency as people write them, such as {@code 12.50}. */
public final class Micros {
    private static final int DECIMALS = 6;

    private Micros() {}

    /** At least two decimals, at most six. */
    public static String text(long micros) {
        return text(micros, decimals(micros));
    }

    /** How many decimals it takes to write it down: 2 to 6. */
    public static int decimals(long micros) {
        return Math.max(
                2, BigDecimal.valueOf(micros, DECIMALS).stripTrailingZeros().scale());
    }

    /** @param decimals as many as it takes, or more, up to 6: the points of several amounts stand below each other */
    public static String text(long micros, int decimals) {
        return BigDecimal.valueOf(micros, DECIMALS).setScale(decimals).toPlainString();
    }

    /** Empty when it is no amount from 0 to 999,999,999 with at most six decimals. */
    public static Optional<Long> of(String text) {
        return text.matches("[0-9]{1,9}(\\.[0-9]{1,6})?")
                ? Optional.of(new BigDecimal(text).movePointRight(DECIMALS).longValueExact())
                : Optional.empty();
    }
}
