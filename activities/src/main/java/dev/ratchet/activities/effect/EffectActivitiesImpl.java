package dev.ratchet.activities.effect;

import dev.ratchet.activities.Failures;
import dev.ratchet.workflows.contract.effect.EffectActivities;

/** Performs every kind of {@link Effects}; one for the whole process. */
public final class EffectActivitiesImpl implements EffectActivities {
    private final Effects effects;

    public EffectActivitiesImpl(Effects effects) {
        this.effects = effects;
    }

    @Override
    public Result perform(Request request) {
        return Failures.guard(() -> effects.perform(request));
    }
}
