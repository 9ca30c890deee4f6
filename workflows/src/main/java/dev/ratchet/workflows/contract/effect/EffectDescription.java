package dev.ratchet.workflows.contract.effect;

import dev.ratchet.workflows.contract.Fact;
import dev.ratchet.workflows.contract.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an intent would do, from the intent alone.
 *
 * @param subject by what people recognise it, short
 * @param amount what limits are held against; absent when it has none
 * @param whole all that would be done, in reading order
 */
public record EffectDescription(
        List<Fact> subject, @Nullable Money amount, List<Fact> whole) {
    public EffectDescription {
        subject = List.copyOf(subject);
        whole = List.copyOf(whole);
    }
}
