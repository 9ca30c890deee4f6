package dev.ratchet.workflows.agent;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Finding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person is asked.
 *
 * @param role of who may answer
 * @param intent what consent would allow; absent when there is nothing to consent to, and the person can only mend what is
 *     wrong and have it rechecked, or deny
 * @param reasons why, most important first; 1 or more
 */
public record Ask(String role, @Nullable Digest intent, List<Finding> reasons) {
    public Ask {
        reasons = List.copyOf(reasons);
        if (reasons.isEmpty()) {
            throw new IllegalArgumentException("a person is told why they are asked");
        }
    }
}
