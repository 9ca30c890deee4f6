package dev.ratchet.worker.metrics;

import dev.ratchet.worker.configuration.Reading;
import java.time.Duration;

/**
 * What is promised, and how often it is looked at.
 *
 * @param approvalSla how long a run may wait for a person before somebody is called; 0 hours to 60 days
 * @param verifyWithin how long the books may go unverified; 0 hours to 60 days
 * @param stalls how long a run that waits for nobody may take before it is asked why; 1 second to a day
 * @param every between two looks at the database and at Temporal; 1 second to 5 minutes
 */
public record MetricsSettings(Duration approvalSla, Duration verifyWithin, Duration stalls, Duration every) {
    public static final String APPROVAL_SLA = "RATCHET_APPROVAL_SLA_HOURS";
    public static final String VERIFY_WITHIN = "RATCHET_VERIFY_WITHIN_HOURS";
    public static final String STALLS = "RATCHET_RUN_STALLS_SECONDS";
    public static final String EVERY = "RATCHET_METRICS_SECONDS";

    public static MetricsSettings from(Reading reading) {
        return new MetricsSettings(
                Duration.ofHours(reading.number(APPROVAL_SLA, 24, 0, 1_440)),
                Duration.ofHours(reading.number(VERIFY_WITHIN, 36, 0, 1_440)),
                Duration.ofSeconds(reading.number(STALLS, 300, 1, 86_400)),
                Duration.ofSeconds(reading.number(EVERY, 15, 1, 300)));
    }
}
