package dev.ratchet.workflows.agent;

/**
 * What a call costs.
 *
 * @param tokens of prompt and completion together
 * @param micros millionths of the accounting currency
 */
public record Cost(long tokens, long micros) {
    public static final Cost NONE = new Cost(0, 0);

    public Cost {
        if (tokens < 0 || micros < 0) {
            throw new IllegalArgumentException("a cost is not negative");
        }
    }
}
