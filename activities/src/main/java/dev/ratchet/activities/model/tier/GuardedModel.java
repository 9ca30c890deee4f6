package dev.ratchet.activities.model.tier;

import dev.ratchet.activities.model.provider.ChatCall;
import dev.ratchet.activities.model.provider.ChatClient;
import dev.ratchet.activities.model.provider.ChatFailure;
import dev.ratchet.activities.model.provider.Completion;
import dev.ratchet.workflows.contract.FailureType;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A model with its breaker and its limits. The breaker counts calls that gave no answer although another try could; what the
 * model said of a document never opens it.
 */
final class GuardedModel {
    /** Half of the last ten calls, of five at least. */
    static final int WINDOW = 10;

    static final int FEWEST = 5;
    private static final float HALF = 50;

    /** Then one call tries; it closes the breaker or opens it again. */
    static final Duration OPEN_FOR = Duration.ofSeconds(30);

    /** A bad key or an empty purse is somebody's work to mend. */
    static final Duration DENIED_FOR = Duration.ofMinutes(5);

    /** Longer than any answer may take: one that came is one, however long it took. */
    private static final Duration NEVER_SLOW = Duration.ofDays(1);

    private final ModelEntry entry;
    private final ChatClient client;
    private final MinuteLimits limits;
    private final Clock clock;
    private final CircuitBreaker breaker;
    private Instant openUntil = Instant.EPOCH;
    private boolean askedToComeBack;
    private @Nullable ChatFailure denied;

    GuardedModel(ModelEntry entry, ChatClient client, Clock clock) {
        this.entry = entry;
        this.client = client;
        this.limits = new MinuteLimits(entry.limits(), clock);
        this.clock = clock;
        this.breaker = CircuitBreaker.of(
                entry.id(),
                CircuitBreakerConfig.custom()
                        .clock(clock)
                        .slidingWindow(WINDOW, FEWEST, SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold(HALF)
                        .slowCallDurationThreshold(NEVER_SLOW)
                        .waitDurationInOpenState(shortOf(OPEN_FOR))
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .build());
        breaker.getEventPublisher().onStateTransition(change -> {
            if (change.getStateTransition().getToState() == CircuitBreaker.State.OPEN) {
                restUntil(clock.instant().plus(OPEN_FOR));
            }
        });
    }

    ModelEntry entry() {
        return entry;
    }

    /** Whether it may be asked now, and if not, until when. Only {@link Taken} has to be given back. */
    sealed interface Take {}

    /**
     * A place for one call.
     *
     * @param tokens put by for it
     * @param trial whether the call tries if the model is back
     */
    record Taken(long tokens, boolean trial) implements Take {}

    /** @param left how long it is left alone; nothing while another call tries it */
    record Down(Duration left, String why) implements Take {}

    record Busy(String why) implements Take {}

    Take take(ChatCall call) {
        if (!breaker.tryAcquirePermission()) {
            return down();
        }
        long tokens = limits.take(call.tokens());
        if (tokens == MinuteLimits.NO_ROOM) {
            breaker.releasePermission();
            return new Busy(entry.id() + " has had what a minute allows");
        }
        return new Taken(tokens, isTried());
    }

    /** Who comes back when the provider asked for it tries nothing out. */
    private synchronized boolean isTried() {
        return breaker.getState() == CircuitBreaker.State.HALF_OPEN && !askedToComeBack;
    }

    private synchronized Down down() {
        if (denied != null) {
            return new Down(left(), entry.id() + ": " + denied.getMessage() + ", asked again from " + openUntil);
        }
        return new Down(
                left(),
                left().isZero()
                        ? entry.id() + " is being tried again"
                        : entry.id() + " gave no answers and is left alone until " + openUntil);
    }

    /** How long it is still left alone. */
    synchronized Duration left() {
        Duration left = Duration.between(clock.instant(), openUntil);
        return left.isNegative() || breaker.getState() != CircuitBreaker.State.OPEN ? Duration.ZERO : left;
    }

    /** Whether it refused everything when it was last asked. */
    synchronized boolean isDenied() {
        return denied != null;
    }

    /** Gives a place back that was not used. */
    void release(Taken taken) {
        breaker.releasePermission();
        limits.giveBack(taken.tokens());
    }

    /** Uses the place. */
    Completion ask(ChatCall call, Taken taken) {
        long from = clock.millis();
        try {
            Completion completion = client.ask(call);
            answered(clock.millis() - from);
            if (completion.isCounted()) {
                limits.settle(taken.tokens(), completion.tokens());
            }
            return completion;
        } catch (ChatFailure e) {
            failed(e, clock.millis() - from);
            throw e;
        } catch (RuntimeException | Error e) {
            breaker.releasePermission();
            throw e;
        }
    }

    private synchronized void answered(long millis) {
        denied = null;
        breaker.onSuccess(millis, TimeUnit.MILLISECONDS);
    }

    private synchronized void failed(ChatFailure failure, long millis) {
        if (failure.type() == FailureType.MODEL_DENIED) {
            denied = failure;
            rest(DENIED_FOR, false);
        } else if (failure.type() != FailureType.MODEL_UNAVAILABLE) {
            answered(millis);
        } else if (Thread.currentThread().isInterrupted()) {
            breaker.releasePermission();
        } else {
            unavailable(failure, millis);
        }
    }

    private void unavailable(ChatFailure failure, long millis) {
        if (breaker.getState() != CircuitBreaker.State.OPEN) {
            denied = null;
        }
        Duration asked = failure.retryAfter().orElse(Duration.ZERO);
        if (asked.isZero()) {
            breaker.onError(millis, TimeUnit.MILLISECONDS, failure);
        } else {
            rest(asked, true);
        }
    }

    /** While it rests already, that stays as it is. */
    private void rest(Duration time, boolean asProviderAsked) {
        if (breaker.getState() != CircuitBreaker.State.OPEN) {
            breaker.transitionToOpenStateFor(shortOf(time));
            restUntil(clock.instant().plus(time));
            askedToComeBack = asProviderAsked;
        }
    }

    /** A breaker lets calls pass after its time and not at it, and who was told when to come back comes at it. */
    private static Duration shortOf(Duration time) {
        return time.minusMillis(1);
    }

    private synchronized void restUntil(Instant until) {
        openUntil = until;
        askedToComeBack = false;
    }
}
