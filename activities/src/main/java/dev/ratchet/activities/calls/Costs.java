package dev.ratchet.activities.calls;

import dev.ratchet.workflows.contract.TenantId;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What calls have cost, from their record. */
public interface Costs {

    /** In which prices and budgets are. */
    Currency currency();

    /** By what calls are added up. */
    enum By {
        RUN,
        AGENT,
        MODEL,
        DAY
    }

    /**
     * @param key workflow id, agent, id of a model or day of UTC; absent in the total
     * @param calls that were answered
     * @param failed calls without an answer; a provider may charge for one all the same
     * @param lost calls whose worker died; {@code lostMicros} is what they may have cost at most
     * @param inputTokens read, those from providers' caches included; {@code cachedTokens} of those
     * @param micros what the answered ones cost, in millionths of the currency
     * @param estimated answered calls whose tokens the provider did not count; {@code estimatedMicros} of {@code micros}, which is
     *     what they may have cost at most
     * @param runs that asked
     * @param resolved runs of these that ended with a decision: done, duplicate or refused
     */
    record Row(
            @Nullable String key,
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
            long resolved) {}

    /** The total first, then the rows: days newest first, others dearest first, at most so many. */
    List<Row> costs(TenantId tenant, By by, @Nullable LocalDate since, int most);
}
