package dev.ratchet.activities.model.provider;

/**
 * What a provider counted; 0 where it does not count.
 *
 * @param input read, those from its cache included
 * @param cached of those, read from its cache
 * @param output written
 */
public record Tokens(long input, long cached, long output) {
    public static final Tokens NONE = new Tokens(0, 0, 0);

    public Tokens {
        if (cached < 0 || output < 0 || input < cached) {
            throw new IllegalArgumentException("tokens are counted from 0, and of those read at most all were cached");
        }
    }
}
