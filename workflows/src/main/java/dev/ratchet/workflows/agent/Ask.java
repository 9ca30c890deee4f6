package dev.ratchet.workflows.agent;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.effect.ProposedEffect;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person is asked.
 *
 * @param role of who may answer
 * @param effect what consent would allow; absent when there is nothing to consent to, and the person can only mend what is
 *     wrong and have it rechecked, or deny
 * @param reasons why, most important first; 1 or more
 */
public record Ask(String role, @Nullable ProposedEffect effect, List<Finding> reasons) {
    public Ask {
        reasons = List.copyOf(reasons);
        if (reasons.isEmpty()) {
            throw new IllegalArgumentException("a person is told why they are asked");
        }
    }

    /** What is signed; absent when there is nothing to consent to. */
    public @Nullable Digest intent() {
        return effect == null ? null : effect.intent().digest();
    }
}
