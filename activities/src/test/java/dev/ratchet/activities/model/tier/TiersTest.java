package dev.ratchet.activities.model.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ratchet.activities.model.provider.ChatCall;
import dev.ratchet.activities.model.provider.ChatFailure;
import dev.ratchet.activities.model.provider.Completion;
import dev.ratchet.activities.model.provider.Timeouts;
import dev.ratchet.activities.model.provider.Tokens;
import dev.ratchet.workflows.contract.FailureType;
import dev.ratchet.workflows.contract.ModelTier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Breakers and limits by a clock that is set by hand. */
class TiersTest {
    private static final ChatCall CALL = new ChatCall("s".repeat(200), "u".repeat(200), "a", "{}", 100);
    private final ChatFailure busy = new ChatFailure(FailureType.MODEL_UNAVAILABLE, "answered 500");
    private final ChatFailure key = new ChatFailure(FailureType.MODEL_DENIED, "answered 401");

    private final SetClock clock = new SetClock();
    private final Map<String, ChatFailure> down = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private Tokens counted = new Tokens(10, 0, 5);
    private boolean crash;
    private Duration takes = Duration.ZERO;

    private Tiers tiers(ModelEntry... entries) {
        List<ModelEntry> all = List.of(entries);
        List<String> ids = all.stream().map(ModelEntry::id).toList();
        Map<ModelTier, List<String>> tiers =
                Map.of(ModelTier.SMALL, ids, ModelTier.LARGE, List.of(ids.get(ids.size() - 1)));
        return new Tiers(
                new Models(all, tiers),
                endpoint -> call -> {
                    asked.add(endpoint.id());
                    clock.goOn(takes);
                    ChatFailure failure = down.get(endpoint.id());
                    if (failure != null) {
                        throw failure;
                    }
                    if (crash) {
                        throw new StackOverflowError();
                    }
                    return new Completion.Complete("{}", endpoint.model(), counted);
                },
                clock);
    }

    private static ModelEntry model(String id) {
        return OneModel.entry(id, Price.NONE);
    }

    private static ModelEntry limited(String id, int requests, int tokens) {
        return new ModelEntry(OneModel.endpoint(id), new Limits(requests, tokens), Price.NONE);
    }

    private static String ask(Tiers tiers) {
        return ask(tiers, ModelTier.SMALL);
    }

    private static String ask(Tiers tiers, ModelTier tier) {
        try (ChosenModel chosen = tiers.choose(tier, CALL, List.of())) {
            chosen.ask(CALL);
            return chosen.entry().id();
        }
    }

    private static ChatFailure failure(Tiers tiers) {
        ChatFailure failure = catchThrowableOfType(ChatFailure.class, () -> ask(tiers));
        assertThat(failure).isNotNull();
        return failure;
    }

    private static void fail(Tiers tiers, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(failure(tiers).type()).isEqualTo(FailureType.MODEL_UNAVAILABLE);
        }
    }

    @Test
    void theFirstOfATierThatWorksAnswers() {
        Tiers tiers = tiers(model("a"), model("b"));
        assertThat(ask(tiers)).isEqualTo("a");
        assertThat(ask(tiers, ModelTier.LARGE)).isEqualTo("b");
    }

    @Test
    void whoFailedAQuestionComesLastForItAndFirstForOthers() {
        Tiers tiers = tiers(model("a"), model("b"));
        for (List<String> before : List.of(List.of("a"), List.of("a", "b", "a"))) {
            try (ChosenModel chosen = tiers.choose(ModelTier.SMALL, CALL, before)) {
                assertThat(chosen.entry().id()).isEqualTo("b");
            }
        }
        assertThat(ask(tiers)).isEqualTo("a");
    }

    @Test
    void afterFiveFailuresTheSecondTakesOverAndTheFirstIsTriedAgainByOneCall() {
        Tiers tiers = tiers(model("a"), model("b"));
        down.put("a", busy);
        fail(tiers, GuardedModel.FEWEST);
        assertThat(ask(tiers)).isEqualTo("b");
        clock.goOn(GuardedModel.OPEN_FOR.minusSeconds(1));
        assertThat(ask(tiers)).isEqualTo("b");
        clock.goOn(Duration.ofSeconds(1));
        assertThat(failure(tiers)).hasMessage("a: answered 500");
        assertThat(ask(tiers)).as("a is left alone anew").isEqualTo("b");
        down.clear();
        clock.goOn(GuardedModel.OPEN_FOR);
        assertThat(ask(tiers)).isEqualTo("a");
        assertThat(ask(tiers)).isEqualTo("a");
    }

    @Test
    void whileOneCallTriesAgainTheOthersDoNotWaitForIt() {
        Tiers tiers = tiers(model("a"));
        down.put("a", busy);
        fail(tiers, GuardedModel.FEWEST);
        clock.goOn(GuardedModel.OPEN_FOR);
        try (ChosenModel trying = tiers.choose(ModelTier.SMALL, CALL, List.of())) {
            assertThat(trying.entry().id()).isEqualTo("a");
            assertThat(trying.isTrial()).isTrue();
            assertThat(failure(tiers))
                    .returns(FailureType.MODEL_TIER_DOWN, ChatFailure::type)
                    .returns(true, failure -> failure.retryAfter().isEmpty());
        }
        down.clear();
        assertThat(ask(tiers)).as("the place was given back").isEqualTo("a");
    }

    @Test
    void allDownSaysWhenTheFirstMayBeTriedAndNobodyIsCalled() {
        Tiers tiers = tiers(model("a"), model("b"));
        down.put("a", busy);
        down.put("b", busy);
        fail(tiers, GuardedModel.FEWEST);
        clock.goOn(Duration.ofSeconds(10));
        fail(tiers, GuardedModel.FEWEST);
        asked.clear();
        assertThat(failure(tiers))
                .returns(FailureType.MODEL_TIER_DOWN, ChatFailure::type)
                .returns(Duration.ofSeconds(20), failure -> failure.retryAfter().orElseThrow())
                .hasMessage("no model of the tier small can be asked now: a gave no answers and is left alone until"
                        + " 2026-11-21T12:00:30Z; b gave no answers and is left alone until 2026-11-21T12:00:40Z");
        assertThat(asked).isEmpty();
        down.clear();
        clock.goOn(Duration.ofSeconds(20));
        assertThat(ask(tiers)).isEqualTo("a");
    }

    /** What nobody could use again is not asked of a model that has another beside it. */
    @Test
    void whoAsksToComeBackLaterIsLeftAloneThatLong() {
        ChatFailure later = new ChatFailure(FailureType.MODEL_UNAVAILABLE, "answered 429", Duration.ofSeconds(3));
        Tiers alone = tiers(model("a"));
        down.put("a", later);
        assertThat(failure(alone).retryAfter()).contains(Duration.ofSeconds(3));
        assertThat(failure(alone))
                .returns(FailureType.MODEL_TIER_DOWN, ChatFailure::type)
                .returns(Duration.ofSeconds(3), failure -> failure.retryAfter().orElseThrow());
        Tiers withAnother = tiers(model("a"), model("b"));
        assertThat(failure(withAnother).retryAfter()).isEmpty();
        assertThat(ask(withAnother)).isEqualTo("b");
        down.clear();
        clock.goOn(Duration.ofSeconds(3));
        assertThat(ask(withAnother)).isEqualTo("a");
    }

    @Test
    void aBadKeyOfOneModelIsNoReasonNotToAskTheNext() {
        Tiers tiers = tiers(model("a"), model("b"));
        down.put("a", key);
        assertThat(failure(tiers))
                .returns(FailureType.MODEL_UNAVAILABLE, ChatFailure::type)
                .hasMessage("a: answered 401");
        assertThat(ask(tiers)).isEqualTo("b");
        clock.goOn(GuardedModel.DENIED_FOR.minusSeconds(1));
        assertThat(ask(tiers)).isEqualTo("b");
    }

    @Test
    void badKeysOfAllAreForGoodAndAskedOnceInFiveMinutes() {
        Tiers tiers = tiers(model("a"), model("b"));
        down.put("a", key);
        down.put("b", key);
        assertThat(failure(tiers).type()).isEqualTo(FailureType.MODEL_UNAVAILABLE);
        assertThat(failure(tiers))
                .returns(FailureType.MODEL_DENIED, ChatFailure::type)
                .hasMessage("b: answered 401");
        asked.clear();
        assertThat(failure(tiers))
                .returns(FailureType.MODEL_DENIED, ChatFailure::type)
                .hasMessageContaining("a: answered 401, asked again from 2026-11-21T12:05:00Z");
        assertThat(asked).isEmpty();
        down.clear();
        clock.goOn(GuardedModel.DENIED_FOR);
        assertThat(ask(tiers)).isEqualTo("a");
    }

    /** The provider is well when it turns one request down. */
    @Test
    void aRefusedRequestOpensNoBreaker() {
        Tiers tiers = tiers(model("a"));
        down.put("a", new ChatFailure(FailureType.MODEL_REFUSED, "answered 400"));
        for (int i = 0; i < 3 * GuardedModel.WINDOW; i++) {
            assertThat(failure(tiers).type()).isEqualTo(FailureType.MODEL_REFUSED);
        }
        down.clear();
        assertThat(ask(tiers)).isEqualTo("a");
    }

    @Test
    void aCallThatIsGivenUpSaysNothingOfTheModel() {
        Tiers tiers = tiers(model("a"));
        down.put("a", busy);
        for (int i = 0; i < GuardedModel.WINDOW; i++) {
            Thread.currentThread().interrupt();
            assertThat(failure(tiers).type()).isEqualTo(FailureType.MODEL_UNAVAILABLE);
            assertThat(Thread.interrupted()).isTrue();
        }
        down.clear();
        assertThat(ask(tiers)).isEqualTo("a");
    }

    @Test
    void moreRequestsThanAMinuteAllowsGoToTheNextAndThenWait() {
        Tiers tiers = tiers(limited("a", 2, Limits.NONE), limited("b", 1, Limits.NONE));
        assertThat(List.of(ask(tiers), ask(tiers), ask(tiers))).containsExactly("a", "a", "b");
        assertThat(failure(tiers))
                .returns(FailureType.MODEL_TIER_BUSY, ChatFailure::type)
                .returns(true, failure -> failure.retryAfter().isEmpty())
                .hasMessageContaining("a has had what a minute allows; b has had what a minute allows");
        clock.goOn(Duration.ofSeconds(30));
        assertThat(ask(tiers)).isEqualTo("a");
    }

    /** The call may take 200 tokens and takes 15. */
    @Test
    void tokensArePutByForACallAndWhatItDidNotTakeIsGivenBack() {
        Tiers tiers = tiers(limited("a", Limits.NONE, 400));
        assertThat(CALL.tokens()).isEqualTo(200);
        try (ChosenModel one = tiers.choose(ModelTier.SMALL, CALL, List.of());
                ChosenModel two = tiers.choose(ModelTier.SMALL, CALL, List.of())) {
            assertThat(failure(tiers).type()).isEqualTo(FailureType.MODEL_TIER_BUSY);
            one.ask(CALL);
            two.ask(CALL);
        }
        try (ChosenModel three = tiers.choose(ModelTier.SMALL, CALL, List.of())) {
            assertThat(three.entry().id()).isEqualTo("a");
        }
        assertThat(ask(tiers)).as("370 of 400, none of them used by the third").isEqualTo("a");
    }

    @Test
    void aCallThatNeedsMoreThanAWholeMinuteTakesAllOfOne() {
        Tiers tiers = tiers(limited("a", Limits.NONE, 50));
        assertThat(ask(tiers)).isEqualTo("a");
        assertThat(failure(tiers).type()).isEqualTo(FailureType.MODEL_TIER_BUSY);
        clock.goOn(Duration.ofMinutes(1));
        assertThat(ask(tiers)).isEqualTo("a");
    }

    /** One may be dearer to read and another to write; whichever answers, it costs no more. */
    @Test
    void noModelOfATierExceedsItsDearestPrice() {
        Price reads = new Price(3_000_000, 3_750_000, 600_000);
        Price writes = new Price(150_000, 75_000, 15_000_000);
        Tiers tiers = tiers(OneModel.entry("a", reads), OneModel.entry("b", writes));
        assertThat(tiers.dearest(ModelTier.SMALL)).isEqualTo(new Price(3_000_000, 3_750_000, 15_000_000));
        assertThat(tiers.dearest(ModelTier.LARGE)).isEqualTo(writes);
        assertThat(new Tiers(Models.NONE).dearest(ModelTier.SMALL)).isEqualTo(Price.NONE);
    }

    /** A large model may take its minutes; who waits longer than that says so in the file of models. */
    @Test
    void aSlowAnswerOpensNoBreaker() {
        Tiers tiers = tiers(model("a"));
        takes = Duration.ofSeconds(Timeouts.MOST_SECONDS);
        for (int i = 0; i < GuardedModel.WINDOW; i++) {
            assertThat(ask(tiers)).isEqualTo("a");
        }
    }

    /** A 401 five minutes ago says nothing once the provider has answered something else. */
    @Test
    void aModelThatFailsAfterItsKeyWasMendedIsDownAndNotDenied() {
        Tiers tiers = tiers(model("a"));
        down.put("a", key);
        assertThat(failure(tiers).type()).isEqualTo(FailureType.MODEL_DENIED);
        down.put("a", busy);
        clock.goOn(GuardedModel.DENIED_FOR);
        assertThat(failure(tiers).type()).isEqualTo(FailureType.MODEL_UNAVAILABLE);
        assertThat(failure(tiers))
                .returns(FailureType.MODEL_TIER_DOWN, ChatFailure::type)
                .returns(true, failure -> failure.retryAfter().isPresent());
    }

    /** A breaker lets one call try; whatever ends it, the next one may. */
    @Test
    void aTrialThatEndsInAnErrorGivesItsPlaceBack() {
        Tiers tiers = tiers(model("a"));
        down.put("a", busy);
        fail(tiers, GuardedModel.FEWEST);
        down.clear();
        clock.goOn(GuardedModel.OPEN_FOR);
        crash = true;
        assertThatThrownBy(() -> ask(tiers)).isInstanceOf(StackOverflowError.class);
        crash = false;
        assertThat(ask(tiers)).isEqualTo("a");
    }

    /** While a model rests, a late call that is told to come back changes nothing of how it is tried. */
    @Test
    void whoIsToldToComeBackWhileTheModelRestsIsATrialThen() {
        Tiers tiers = tiers(model("a"));
        try (ChosenModel late = tiers.choose(ModelTier.SMALL, CALL, List.of())) {
            down.put("a", busy);
            fail(tiers, GuardedModel.FEWEST);
            down.put("a", new ChatFailure(FailureType.MODEL_UNAVAILABLE, "answered 429", Duration.ofSeconds(3)));
            assertThatThrownBy(() -> late.ask(CALL)).isInstanceOf(ChatFailure.class);
        }
        clock.goOn(GuardedModel.OPEN_FOR);
        try (ChosenModel trying = tiers.choose(ModelTier.SMALL, CALL, List.of())) {
            assertThat(trying.isTrial()).isTrue();
        }
    }

    /** 200 tokens are put by; a provider that counts none, or leaves out the prompt, has used them all. */
    @Test
    void tokensThatNobodyCountedAreNotGivenBack() {
        for (Tokens uncounted : List.of(Tokens.NONE, new Tokens(0, 0, 5))) {
            counted = uncounted;
            Tiers tiers = tiers(limited("a", Limits.NONE, 400));
            ask(tiers);
            ask(tiers);
            assertThat(failure(tiers).type()).isEqualTo(FailureType.MODEL_TIER_BUSY);
        }
    }

    @Test
    void noModelSaysWhatToSet() {
        ChatFailure failure = catchThrowableOfType(
                ChatFailure.class, () -> new Tiers(Models.NONE).choose(ModelTier.SMALL, CALL, List.of()));
        assertThat(failure)
                .returns(FailureType.MODEL_NOT_CONFIGURED, ChatFailure::type)
                .hasMessageContainingAll("RATCHET_MODELS", "RATCHET_MODEL_URL");
    }
}
