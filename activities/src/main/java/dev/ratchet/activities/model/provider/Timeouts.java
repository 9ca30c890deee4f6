package dev.ratchet.activities.model.provider;

import java.time.Duration;

/**
 * How long a call may take.
 *
 * @param connect until there is a connection; 1 second or more, at most {@code answer}
 * @param answer until the whole answer is here, connecting included; 1 to {@link #MOST_SECONDS}
 */
public record Timeouts(Duration connect, Duration answer) {
    /**
     * With what {@code RecordedCalls} waits for a budget and for the database, below the five minutes that {@code Stubs.model}
     * gives one attempt, so that it is the call that ends and not the attempt.
     */
    public static final int MOST_SECONDS = 170;

    public static final Timeouts USUAL = new Timeouts(Duration.ofSeconds(10), Duration.ofMinutes(2));

    public Timeouts {
        if (connect.compareTo(Duration.ofSeconds(1)) < 0
                || connect.compareTo(answer) > 0
                || answer.compareTo(Duration.ofSeconds(MOST_SECONDS)) > 0) {
            throw new IllegalArgumentException(
                    "connecting takes 1 second or more, and at most as long as the answer, which" + " takes at most "
                            + MOST_SECONDS + " seconds; not " + connect + " and " + answer);
        }
    }

    /** With the usual time to connect, or all of it where that is less. */
    public static Timeouts answeringWithin(Duration answer) {
        return new Timeouts(answer.compareTo(USUAL.connect) < 0 ? answer : USUAL.connect, answer);
    }
}
