package dev.ratchet.workflows.contract.effect;

import dev.ratchet.workflows.contract.Fact;
import dev.ratchet.workflows.contract.record.RunSummary;
import java.util.List;

/**
 * What waits for a person, as the gateway knows it.
 *
 * @param run its subject, amount and intent are those of the effect; the rest is what the run says of itself
 * @param effect what would be done, in full and in reading order, from the intent itself; empty when there is nothing to consent to
 */
public record ApprovalRequest(RunSummary run, List<Fact> effect) {
    public ApprovalRequest {
        effect = List.copyOf(effect);
    }
}
