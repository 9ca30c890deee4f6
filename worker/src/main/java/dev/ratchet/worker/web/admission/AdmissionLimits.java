package dev.ratchet.worker.web.admission;

import java.time.Duration;

/**
 * How much the gateway takes at once and how slowly. Each limit of a person is small beside the process's own, so that one
 * person's flood leaves room for everybody else.
 *
 * @param requestsAtOnce of one person, 1 to 10,000; more are answered with 429
 * @param uploadsAtOnce requests with a body of one person, 1 to 10,000; more are answered with 429
 * @param requestsPerMinute of one person, 1 to 10,000,000, as a bucket that is full at first; more are answered with 429
 * @param failuresPerMinute requests of one address with a wrong token, 1 to 10,000; more are answered with 429
 * @param workedOnAtOnce requests that hold a thread, 1 to 200 of the server's 250; more are answered with 503
 * @param bytesInFlight of all bodies that have arrived or are announced, at least 1; more are answered with 503. One person
 *     has a quarter of them, but always room for one whole body
 * @param patience for a body, besides {@code bytesPerSecond}; positive
 * @param bytesPerSecond that a body should at least make, on average, 1 or more; a slower one is answered with 408
 */
public record AdmissionLimits(
        int requestsAtOnce,
        int uploadsAtOnce,
        int requestsPerMinute,
        int failuresPerMinute,
        int workedOnAtOnce,
        long bytesInFlight,
        Duration patience,
        long bytesPerSecond) {
    public static final int REQUESTS_AT_ONCE = 24;

    /** Four times what one command line sends at once. */
    public static final int UPLOADS_AT_ONCE = 16;

    /** A submission of many documents makes some hundred a second; this stops a loop that went wild. */
    public static final int REQUESTS_PER_MINUTE = 30_000;

    private static final int FAILURES_PER_MINUTE = 30;
    private static final int WORKED_ON_AT_ONCE = 128;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Half a megabit in a second: a document of 20 MB has five minutes. */
    private static final long BYTES_PER_SECOND = 64 * 1024;

    public AdmissionLimits {
        within("requests at once", requestsAtOnce, 10_000);
        within("uploads at once", uploadsAtOnce, 10_000);
        within("requests per minute", requestsPerMinute, 10_000_000);
        within("failures per minute", failuresPerMinute, 10_000);
        within("requests worked on at once", workedOnAtOnce, 200);
        within("bytes in flight", bytesInFlight, Long.MAX_VALUE);
        within("bytes per second", bytesPerSecond, Long.MAX_VALUE);
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("the patience for a body should be positive, not " + patience);
        }
    }

    /** The defaults; bodies in flight may be half as many bytes as the heap may have. */
    public static AdmissionLimits usual() {
        return of(REQUESTS_AT_ONCE, UPLOADS_AT_ONCE, REQUESTS_PER_MINUTE);
    }

    /** The usual ones but for those of a person. */
    public static AdmissionLimits of(int requestsAtOnce, int uploadsAtOnce, int requestsPerMinute) {
        return new AdmissionLimits(
                requestsAtOnce,
                uploadsAtOnce,
                requestsPerMinute,
                FAILURES_PER_MINUTE,
                WORKED_ON_AT_ONCE,
                Runtime.getRuntime().maxMemory() / 2,
                PATIENCE,
                BYTES_PER_SECOND);
    }

    /** How long a body of that many bytes may take. */
    Duration within(long bytes) {
        return patience.plusSeconds(bytes / bytesPerSecond);
    }

    private static void within(String what, long value, long most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(what + " should be 1 to " + most + ", not " + value);
        }
    }
}
