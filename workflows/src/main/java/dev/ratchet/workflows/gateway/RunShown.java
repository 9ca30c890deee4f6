package dev.ratchet.workflows.gateway;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run as the audit record knows it: when it last began to wait, or when it ended.
 *
 * @param runId of the latest run under this workflow id
 * @param name what the submitter called the document
 * @param outcome POSTED, DUPLICATE, REFUSED, WAITING or FAILED
 * @param bundle of code, prompts and rules it ran with, as one text
 * @param entry number in the books; absent when none
 * @param micros spent on models, in millionths of the accounting currency
 * @param steps oldest first; empty in lists
 */
public record RunShown(
        String workflowId,
        String runId,
        Digest document,
        String name,
        String submitter,
        String phase,
        String outcome,
        String code,
        String why,
        @Nullable String waitingFor,
        @Nullable String route,
        @Nullable String routeRule,
        @Nullable String supplierId,
        @Nullable String invoiceNumber,
        @Nullable Money amount,
        @Nullable Long entry,
        @Nullable String bundle,
        long tokens,
        long micros,
        List<Step> steps) {
    public RunShown {
        steps = List.copyOf(steps);
    }
}
