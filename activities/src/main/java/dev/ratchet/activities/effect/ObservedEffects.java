package dev.ratchet.activities.effect;

import dev.ratchet.activities.telemetry.BooksTelemetry;
import dev.ratchet.activities.telemetry.BooksTelemetry.Ended;
import dev.ratchet.workflows.contract.effect.EffectActivities;
import dev.ratchet.workflows.contract.effect.EffectActivities.Request;
import dev.ratchet.workflows.contract.effect.EffectActivities.Result;
import dev.ratchet.workflows.contract.effect.EffectDescription;
import dev.ratchet.workflows.contract.effect.Intent;
import java.util.List;

/**
 * Effects whose time and end operators are told.
 *
 * @param performed by whom
 */
public record ObservedEffects(Effects performed, BooksTelemetry telemetry) implements Effects {

    @Override
    public List<Result> performAll(List<Request> requests) {
        long began = System.nanoTime();
        List<Result> results;
        try {
            results = performed.performAll(requests);
        } catch (RuntimeException e) {
            requests.forEach(each -> told(each, Ended.FAILED, began));
            throw e;
        }
        for (int place = 0; place < results.size(); place++) {
            told(requests.get(place), ended(results.get(place)), began);
        }
        return results;
    }

    /** A kind that does not exist is whatever the asker wrote. */
    private void told(Request request, Ended ended, long began) {
        telemetry.effect(known(request.intent()), ended, System.nanoTime() - began);
    }

    private String known(Intent intent) {
        try {
            performed.describe(intent);
            return intent.kind();
        } catch (IllegalArgumentException e) {
            return "unknown";
        }
    }

    private static Ended ended(Result result) {
        if (result instanceof EffectActivities.Done) {
            return Ended.DONE;
        }
        return result instanceof EffectActivities.AlreadyDone ? Ended.ALREADY_DONE : Ended.REFUSED;
    }

    @Override
    public EffectDescription describe(Intent intent) {
        return performed.describe(intent);
    }
}
