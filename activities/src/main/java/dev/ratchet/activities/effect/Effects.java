package dev.ratchet.activities.effect;

import dev.ratchet.activities.approval.EffectDescriptions;
import dev.ratchet.workflows.contract.effect.EffectActivities.Request;
import dev.ratchet.workflows.contract.effect.EffectActivities.Result;
import java.util.List;

/** Performs every kind of irreversible effect, each intent at most once. */
public interface Effects extends EffectDescriptions {

    /**
     * Performs the effect, finds it in the log, or refuses it; one transaction.
     *
     * @throws IllegalArgumentException when there is no such kind of effect, or the intent is none of its kind
     */
    default Result perform(Request request) {
        return performAll(List.of(request)).get(0);
    }

    /**
     * As {@link #perform}, one after another: each has its own result, and later ones see what earlier ones did. All
     * are one transaction: an exception undoes the whole group, and then none of it was performed.
     *
     * @return one result for each request, in this order
     */
    List<Result> performAll(List<Request> requests);
}
