package dev.ratchet.worker.configuration;

import dev.ratchet.worker.web.admission.AdmissionLimits;

/**
 * The web process.
 *
 * @param host address to bind
 * @param port 0 to 65535
 * @param limits what it takes of one person
 */
public record WebSettings(String host, int port, AdmissionLimits limits) {
    public static final String HOST = "RATCHET_WEB_HOST";
    public static final String PORT = "RATCHET_WEB_PORT";
    public static final String REQUESTS_AT_ONCE = "RATCHET_REQUESTS_AT_ONCE";
    public static final String UPLOADS_AT_ONCE = "RATCHET_UPLOADS_AT_ONCE";
    public static final String REQUESTS_PER_MINUTE = "RATCHET_REQUESTS_PER_MINUTE";
    static final String LOOPBACK = "127.0.0.1";
    static final int USUAL_PORT = 7280;

    public static WebSettings from(Reading reading) {
        return new WebSettings(
                reading.text(HOST).orElse(LOOPBACK),
                reading.number(PORT, USUAL_PORT, 0, 65_535),
                AdmissionLimits.of(
                        reading.number(REQUESTS_AT_ONCE, AdmissionLimits.REQUESTS_AT_ONCE, 1, 10_000),
                        reading.number(UPLOADS_AT_ONCE, AdmissionLimits.UPLOADS_AT_ONCE, 1, 10_000),
                        reading.number(REQUESTS_PER_MINUTE, AdmissionLimits.REQUESTS_PER_MINUTE, 1, 10_000_000)));
    }
}
