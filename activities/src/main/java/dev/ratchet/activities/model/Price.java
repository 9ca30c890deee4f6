package dev.ratchet.activities.model;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What tokens cost.
 *
 * @param inputMicros millionths of the accounting currency for a million tokens read, 0 or more
 * @param outputMicros the same for a million tokens written
 */
public record Price(long inputMicros, long outputMicros) {
    /** Nothing is charged, or nobody said how much. */
    public static final Price NONE = new Price(0, 0);

    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    public Price {
        if (inputMicros < 0 || outputMicros < 0) {
            throw new IllegalArgumentException("a price is 0 or more");
        }
    }

    /** Millionths of the accounting currency, rounded up. */
    public long of(long inputTokens, long outputTokens) {
        return BigDecimal.valueOf(inputTokens)
                .multiply(BigDecimal.valueOf(inputMicros))
                .add(BigDecimal.valueOf(outputTokens).multiply(BigDecimal.valueOf(outputMicros)))
                .divide(MILLION, 0, RoundingMode.CEILING)
                .longValueExact();
    }
}
