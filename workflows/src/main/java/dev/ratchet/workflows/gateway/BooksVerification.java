package dev.ratchet.workflows.gateway;

import java.util.List;

/**
 * What was found when every entry was held against what it rests on.
 *
 * @param entries how many there are
 * @param unrecorded entries that are so young that their run's record may still come
 * @param discrepancies by kind; empty when all fits
 */
public record BooksVerification(long entries, BooksHead head, long unrecorded, List<OfKind> discrepancies) {
    public BooksVerification {
        discrepancies = List.copyOf(discrepancies);
    }

    /**
     * @param kind frozen, upper snake case
     * @param count of all there are
     * @param told the first of them
     */
    public record OfKind(String kind, long count, List<Discrepancy> told) {
        public OfKind {
            told = List.copyOf(told);
        }
    }

    /**
     * @param about what it is about, such as {@code entry 12} or a run's workflow id
     * @param why one sentence
     */
    public record Discrepancy(String about, String why) {}
}
