package dev.ratchet.activities.model.tier;

import dev.ratchet.activities.model.provider.ChatCall;
import dev.ratchet.activities.model.provider.ChatFailure;
import dev.ratchet.activities.model.provider.Completion;

/** A model with a place for one call, which is used or, by closing, given back. */
public final class ChosenModel implements AutoCloseable {
    private final Tiers.Tier tier;
    private final GuardedModel model;
    private final GuardedModel.Taken place;
    private boolean used;

    ChosenModel(Tiers.Tier tier, GuardedModel model, GuardedModel.Taken place) {
        this.tier = tier;
        this.model = model;
        this.place = place;
    }

    public ModelEntry entry() {
        return model.entry();
    }

    /** Whether the call tries if a model is back that was left alone. */
    public boolean isTrial() {
        return place.trial();
    }

    /**
     * Once. Blocks until the model has answered; an interrupt gives the call up.
     *
     * @throws ChatFailure when there is no answer to look at
     */
    public Completion ask(ChatCall call) {
        if (used) {
            throw new IllegalStateException("a place is for one call");
        }
        used = true;
        try {
            return model.ask(call, place);
        } catch (ChatFailure e) {
            throw tier.after(e, model);
        }
    }

    @Override
    public void close() {
        if (!used) {
            used = true;
            model.release(place);
        }
    }
}
