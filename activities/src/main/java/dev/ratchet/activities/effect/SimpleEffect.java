package dev.ratchet.activities.effect;

import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.effect.EffectActivities.Refused;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** A kind of effect that is performed with statements of its own, one effect after another. */
public interface SimpleEffect extends EffectKind {

    /** As {@link EffectKind.Group#refuse}. */
    default @Nullable Refused refuse(Handle handle, RequestedEffect effect) {
        return null;
    }

    /** Writes the effect's rows and answers by what they are found again. */
    Receipt perform(Handle handle, RequestedEffect effect);

    @Override
    default Group begin(Handle handle, List<RequestedEffect> effects) {
        return new Group() {
            @Override
            public @Nullable Refused refuse(int at) {
                return SimpleEffect.this.refuse(handle, effects.get(at));
            }

            @Override
            public Receipt perform(int at) {
                return SimpleEffect.this.perform(handle, effects.get(at));
            }
        };
    }
}
