package dev.ratchet.worker.web.admission;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A token bucket for each key: full at first, refilled evenly. The {@link #KEYS} keys used last are known; one that was
 * forgotten begins with a full bucket.
 */
public final class RequestRate {
    private static final int KEYS = 10_000;
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private record Bucket(double tokens, long atNanos) {}

    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > KEYS;
        }
    };
    private final int perMinute;
    private final LongSupplier nanos;

    /** @param nanos such as {@link System#nanoTime} */
    public RequestRate(int perMinute, LongSupplier nanos) {
        this.perMinute = perMinute;
        this.nanos = nanos;
    }

    /** Takes one; empty when there was one, else how long until there is. */
    public synchronized Optional<Duration> take(String key) {
        long now = nanos.getAsLong();
        Bucket before = buckets.getOrDefault(key, new Bucket(perMinute, now));
        double tokens = Math.min(perMinute, before.tokens() + (double) (now - before.atNanos()) * perMinute / MINUTE);
        if (tokens < 1) {
            buckets.put(key, new Bucket(tokens, now));
            return Optional.of(Duration.ofNanos((long) Math.ceil((1 - tokens) * MINUTE / perMinute)));
        }
        buckets.put(key, new Bucket(tokens - 1, now));
        return Optional.empty();
    }
}
