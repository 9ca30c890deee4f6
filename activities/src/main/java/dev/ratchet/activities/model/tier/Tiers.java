package dev.ratchet.activities.model.tier;

import dev.ratchet.activities.model.provider.ChatCall;
import dev.ratchet.activities.model.provider.ChatClient;
import dev.ratchet.activities.model.provider.ChatFailure;
import dev.ratchet.activities.model.provider.Endpoint;
import dev.ratchet.activities.model.provider.langchain4j.LangChainChatClient;
import dev.ratchet.workflows.contract.FailureType;
import dev.ratchet.workflows.contract.ModelTier;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the model that answers: the first of the tier that its breaker and its limits allow, those last that have failed
 * the same question before. Nothing is waited for here and
 * nothing is asked twice; a failure says when to come back, and Temporal does. One for a process.
 */
public final class Tiers {
    private final Map<ModelTier, Tier> tiers = new EnumMap<>(ModelTier.class);

    public Tiers(Models models) {
        this(models, LangChainChatClient::of, Clock.systemUTC());
    }

    /** @param clients makes the client of each model, once */
    public Tiers(Models models, Function<Endpoint, ChatClient> clients, Clock clock) {
        Map<String, GuardedModel> guarded = new LinkedHashMap<>();
        models.all()
                .forEach(entry ->
                        guarded.put(entry.id(), new GuardedModel(entry, clients.apply(entry.endpoint()), clock)));
        models.tiers()
                .forEach((tier, ids) -> tiers.put(
                        tier, new Tier(tier, ids.stream().map(guarded::get).toList())));
    }

    /**
     * A place for one call; to be closed.
     *
     * @param before ids of the models that did not answer this question before, once for each call: they come after the others
     * @throws ChatFailure {@link FailureType#MODEL_NOT_CONFIGURED}, {@link FailureType#MODEL_DENIED},
     *     {@link FailureType#MODEL_TIER_DOWN} or {@link FailureType#MODEL_TIER_BUSY}, when nobody can be asked
     */
    public ChosenModel choose(ModelTier tier, ChatCall call, List<String> before) {
        Tier asked = tiers.get(tier);
        if (asked == null) {
            throw new ChatFailure(
                    FailureType.MODEL_NOT_CONFIGURED,
                    "no model is configured; set " + ModelSettings.MODELS + " to a file of models, or "
                            + ModelSettings.URL + ", " + ModelSettings.KEY + " and " + ModelSettings.NAME);
        }
        return asked.choose(call, before);
    }

    /** A price that no model of the tier exceeds; {@link Price#NONE} where there is no model. */
    public Price dearest(ModelTier tier) {
        Tier asked = tiers.get(tier);
        return asked == null
                ? Price.NONE
                : asked.models().stream().map(model -> model.entry().price()).reduce(Price.NONE, Price::orDearer);
    }

    /** The models of one tier, first asked first. */
    record Tier(ModelTier name, List<GuardedModel> models) {

        private ChosenModel choose(ChatCall call, List<String> before) {
            List<GuardedModel.Take> refusals = new ArrayList<>();
            for (GuardedModel model : leastCalled(before)) {
                GuardedModel.Take take = model.take(call);
                if (take instanceof GuardedModel.Taken taken) {
                    return new ChosenModel(this, model, taken);
                }
                refusals.add(take);
            }
            String why = "no model of the tier " + name.wire() + " can be asked now: "
                    + refusals.stream().map(Tier::why).collect(Collectors.joining("; "));
            if (allDenied()) {
                throw new ChatFailure(FailureType.MODEL_DENIED, why);
            }
            boolean busy = refusals.stream().anyMatch(GuardedModel.Busy.class::isInstance);
            throw busy
                    ? new ChatFailure(FailureType.MODEL_TIER_BUSY, why)
                    : new ChatFailure(FailureType.MODEL_TIER_DOWN, why, soonest());
        }

        private List<GuardedModel> leastCalled(List<String> before) {
            return models.stream()
                    .sorted(Comparator.comparing(
                            model -> Collections.frequency(before, model.entry().id())))
                    .toList();
        }

        private static String why(GuardedModel.Take refusal) {
            return refusal instanceof GuardedModel.Down down ? down.why() : ((GuardedModel.Busy) refusal).why();
        }

        /**
         * What a failed call means for the question: the next model of the tier, at once or when the first of them may be
         * asked; for good only when none is left that could answer.
         */
        ChatFailure after(ChatFailure failure, GuardedModel model) {
            String why = model.entry().id() + ": " + failure.getMessage();
            if (failure.type() == FailureType.MODEL_UNAVAILABLE) {
                return new ChatFailure(failure.type(), why, soonest());
            }
            return failure.type() == FailureType.MODEL_DENIED && !allDenied()
                    ? new ChatFailure(FailureType.MODEL_UNAVAILABLE, why, soonest())
                    : new ChatFailure(failure.type(), why);
        }

        private boolean allDenied() {
            return models.stream().allMatch(GuardedModel::isDenied);
        }

        /** How long all of them are left alone, in whole seconds and not less; absent when one of them is not. */
        private @Nullable Duration soonest() {
            Duration soonest = models.stream()
                    .map(GuardedModel::left)
                    .min(Duration::compareTo)
                    .orElse(Duration.ZERO);
            return soonest.isZero() ? null : Duration.ofSeconds((soonest.toMillis() + 999) / 1000);
        }
    }
}
