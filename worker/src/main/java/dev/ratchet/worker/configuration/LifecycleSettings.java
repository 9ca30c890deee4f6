package dev.ratchet.worker.configuration;

import dev.ratchet.activities.documents.rules.WarmUp;
import java.time.Duration;

/**
 * How {@code run} starts and stops.
 *
 * @param healthPort where probes are answered; 0: nowhere
 * @param warmUp documents that are read before tasks are taken, 0 to 20,000
 * @param grace how long what runs may take to come to its end after the process was told to stop, 0 to 3,600 seconds
 */
public record LifecycleSettings(int healthPort, int warmUp, Duration grace) {
    public static final String HEALTH_PORT = "RATCHET_HEALTH_PORT";
    public static final String WARM_UP = "RATCHET_WARM_UP";
    public static final String GRACE = "RATCHET_GRACE_SECONDS";

    /** A little more than the longest model call, which is 170 seconds, and the record of its answer. */
    public static final int USUAL_GRACE = 200;

    public static LifecycleSettings from(Reading reading) {
        return new LifecycleSettings(
                reading.number(HEALTH_PORT, 0, 0, 65_535),
                reading.number(WARM_UP, WarmUp.ENOUGH, 0, 20_000),
                Duration.ofSeconds(reading.number(GRACE, USUAL_GRACE, 0, 3_600)));
    }
}
