package dev.ratchet.workflows.gateway;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a person.
 *
 * @param intent what consent would allow; absent when there is nothing to consent to and the person can only mend what
 *     is wrong and have it rechecked, or deny
 * @param role who may decide
 * @param name what the submitter called the document
 * @param amount what limits are held against; absent while unknown
 * @param reasons most important first
 */
public record Waiting(
        String workflowId,
        @Nullable Digest intent,
        String role,
        String submitter,
        String name,
        @Nullable String supplierId,
        @Nullable String invoiceNumber,
        @Nullable Money amount,
        List<Finding> reasons,
        Instant expiresAt) {
    public Waiting {
        reasons = List.copyOf(reasons);
    }
}
