package dev.ratchet.activities.model.tier;

import dev.ratchet.activities.model.provider.Tokens;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Requests and tokens of one model in a minute, refilled steadily. */
final class MinuteLimits {
    static final long NO_ROOM = -1;

    private final @Nullable Bucket requests;
    private final @Nullable Bucket tokens;
    private final long mostTokens;

    MinuteLimits(Limits limits, Clock clock) {
        this.requests = bucket(limits.requests(), clock);
        this.tokens = bucket(limits.tokens(), clock);
        this.mostTokens = limits.tokens();
    }

    private static @Nullable Bucket bucket(int perMinute, Clock clock) {
        return perMinute == Limits.NONE
                ? null
                : Bucket.builder()
                        .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
                        .withCustomTimePrecision(new ByClock(clock))
                        .build();
    }

    /**
     * Takes a request and its tokens. One that needs more tokens than a whole minute has takes all of a minute's.
     *
     * @return the tokens taken, 0 where they are not limited; or {@link #NO_ROOM}
     */
    long take(long estimate) {
        if (requests != null && !requests.tryConsume(1)) {
            return NO_ROOM;
        }
        if (tokens == null) {
            return 0;
        }
        long wanted = Math.min(estimate, mostTokens);
        if (tokens.tryConsume(wanted)) {
            return wanted;
        }
        if (requests != null) {
            requests.addTokens(1);
        }
        return NO_ROOM;
    }

    /** Of a call that was not made. */
    void giveBack(long taken) {
        if (requests != null) {
            requests.addTokens(1);
        }
        if (tokens != null && taken > 0) {
            tokens.addTokens(taken);
        }
    }

    /** What was not used is given back, or what was used beyond the estimate is taken; without it, all was used. */
    void settle(long taken, Tokens used) {
        if (tokens == null) {
            return;
        }
        long actual = used.input() + used.output();
        if (actual < taken) {
            tokens.addTokens(taken - actual);
        } else if (actual > taken) {
            tokens.consumeIgnoringRateLimits(actual - taken);
        }
    }

    private record ByClock(Clock clock) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return clock.millis() * 1_000_000;
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
