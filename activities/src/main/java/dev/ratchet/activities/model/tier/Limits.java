package dev.ratchet.activities.model.tier;

/**
 * What one worker process asks of a model in a minute. Processes know nothing of each other: with four of them, give each a
 * quarter of what the provider allows.
 *
 * @param requests 1 or more, or {@link #NONE}
 * @param tokens prompt and completion together, 1 or more, or {@link #NONE}
 */
public record Limits(int requests, int tokens) {
    /** Without a limit. */
    public static final int NONE = 0;

    public static final Limits UNLIMITED = new Limits(NONE, NONE);

    public Limits {
        if (requests < 0 || tokens < 0) {
            throw new IllegalArgumentException("a limit is 1 or more a minute, or none");
        }
    }
}
