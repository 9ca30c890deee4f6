package dev.ratchet.starter.agents;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.ratchet.starter.live.Submitted;
import dev.ratchet.starter.screen.RunReport;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.record.RunResult;
import org.jspecify.annotations.Nullable;

/**
 * The output of {@code start}. Its JSON is frozen.
 *
 * @param id workflow id
 * @param outcome the agent's own word for done, or DUPLICATE, REFUSED, WAITING, FAILED; RUNNING when nobody waited
 * @param receipt kind and id, with a space between; absent when nothing was done
 * @param amount decimal, with the currency's own number of decimals
 */
@JsonPropertyOrder({"agent", "id", "outcome", "route", "code", "why", "receipt", "amount", "currency"})
record StartResult(
        String agent,
        String id,
        String outcome,
        @Nullable String route,
        String code,
        String why,
        @Nullable String receipt,
        @Nullable String amount,
        @Nullable String currency) {

    static StartResult of(String agent, String id, Submitted submitted) {
        RunResult result = submitted.result();
        Money amount = result.amount();
        return new StartResult(
                agent,
                id,
                result.outcome(),
                result.route(),
                result.code(),
                submitted.why(),
                RunReport.text(result.receipt()),
                amount == null ? null : amount.decimal().toPlainString(),
                amount == null ? null : amount.currency());
    }
}
