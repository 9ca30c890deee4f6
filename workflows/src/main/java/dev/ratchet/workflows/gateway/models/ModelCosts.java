package dev.ratchet.workflows.gateway.models;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What models have cost.
 *
 * @param by {@code run}, {@code agent}, {@code model} or {@code day}
 * @param since first day of UTC that is counted, as ISO date; absent for all
 * @param currency of all amounts, by ISO 4217
 */
public record ModelCosts(String by, @Nullable String since, String currency, Row total, List<Row> rows) {
    public ModelCosts {
        rows = List.copyOf(rows);
    }

    /**
     * @param key workflow id, agent, id of a model or day; {@code total} in the total
     * @param calls that were answered
     * @param failed calls without an answer
     * @param lost calls whose worker died
     * @param lostMicros what those may have cost at most, beside {@code micros}
     * @param inputTokens read, those from providers' caches included; {@code cachedTokens} of those
     * @param micros in millionths of the currency
     * @param estimated answered calls whose tokens the provider did not count; {@code estimatedMicros} of {@code micros}, which is
     *     what they may have cost at most
     * @param runs that asked
     * @param resolved runs of these that ended with a decision
     */
    public record Row(
            String key,
            long calls,
            long failed,
            long lost,
            long lostMicros,
            long inputTokens,
            long cachedTokens,
            long outputTokens,
            long micros,
            long estimated,
            long estimatedMicros,
            long runs,
            long resolved) {

        /** Millionths for each resolved run, rounded up; absent while there is none. */
        public @Nullable Long microsPerResolved() {
            return resolved == 0 ? null : (micros + resolved - 1) / resolved;
        }
    }
}
