package dev.ratchet.workflows.contract.record;

import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.Texts;
import org.jspecify.annotations.Nullable;

/**
 * How a run stands, in one line: what matters of it to who submitted it.
 *
 * @param outcome the agent's own word when {@code status} is DONE, else the name of {@code status}
 * @param code frozen reason code
 * @param why one sentence, at most 200 characters; the record has all of it
 * @param receipt what was done, or had been done before; absent when nothing was
 */
public record RunResult(
        RunStatus status,
        String outcome,
        String code,
        String why,
        @Nullable String route,
        @Nullable Receipt receipt,
        @Nullable Money amount) {
    public RunResult {
        why = Texts.upTo(200, why);
    }
}
