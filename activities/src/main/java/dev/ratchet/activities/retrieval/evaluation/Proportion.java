package dev.ratchet.activities.retrieval.evaluation;

/** How many of how many. */
public record Proportion(int count, int of) {
    public Proportion {
        if (count < 0 || count > of || of < 1) {
            throw new IllegalArgumentException(count + " of " + of);
        }
    }

    /**
     * {@code 3 of 50}. That nothing was seen does not mean that there is nothing: {@code 0 of 50 (< 3/50 at 95 %)}, by the rule of
     * three (J. Hanley, A. Lippman-Hand, If nothing goes wrong, is everything all right?, JAMA 249 (1983)).
     */
    @Override
    public String toString() {
        return count + " of " + of + (count == 0 ? " (< 3/" + of + " at 95 %)" : "");
    }
}
