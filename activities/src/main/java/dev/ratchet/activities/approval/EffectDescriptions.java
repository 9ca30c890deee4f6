package dev.ratchet.activities.approval;

import dev.ratchet.workflows.contract.effect.EffectDescription;
import dev.ratchet.workflows.contract.effect.Intent;

/** Says what an intent would do, whatever its kind. */
@FunctionalInterface
public interface EffectDescriptions {

    /** @throws IllegalArgumentException when there is no such kind of effect, or the intent is none of its kind */
    EffectDescription describe(Intent intent);
}
