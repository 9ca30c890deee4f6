package dev.ratchet.activities.model.tier;

import dev.ratchet.activities.model.provider.Tokens;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What tokens cost, in millionths of the accounting currency for a million tokens, each 0 or more.
 *
 * @param inputMicros of tokens read
 * @param cachedMicros of tokens read from the provider's cache
 * @param outputMicros of tokens written
 */
public record Price(long inputMicros, long cachedMicros, long outputMicros) {
    /** Nothing is charged, or nobody said how much. */
    public static final Price NONE = new Price(0, 0, 0);

    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    public Price {
        if (inputMicros < 0 || cachedMicros < 0 || outputMicros < 0) {
            throw new IllegalArgumentException("a price is 0 or more");
        }
    }

    /** Millionths of the accounting currency, rounded up. */
    public long of(Tokens tokens) {
        return times(tokens.input() - tokens.cached(), inputMicros)
                .add(times(tokens.cached(), cachedMicros))
                .add(times(tokens.output(), outputMicros))
                .divide(MILLION, 0, RoundingMode.CEILING)
                .longValueExact();
    }

    /** As {@link #of}, however much of what is read comes from the provider's cache. */
    public long most(long read, long written) {
        return times(read, Math.max(inputMicros, cachedMicros))
                .add(times(written, outputMicros))
                .divide(MILLION, 0, RoundingMode.CEILING)
                .longValueExact();
    }

    /** The price that neither of the two exceeds. */
    Price orDearer(Price other) {
        return new Price(
                Math.max(inputMicros, other.inputMicros),
                Math.max(cachedMicros, other.cachedMicros),
                Math.max(outputMicros, other.outputMicros));
    }

    private static BigDecimal times(long tokens, long micros) {
        return BigDecimal.valueOf(tokens).multiply(BigDecimal.valueOf(micros));
    }

    /** For a person: the amounts as they are in the file of models. */
    public String text() {
        return equals(NONE)
                ? "free"
                : "input " + inputMicros + ", cached " + cachedMicros + ", output " + outputMicros
                        + " per million tokens";
    }
}
