package dev.ratchet.activities.verification;

import java.util.List;

/**
 * What was found.
 *
 * @param entries how many there are
 * @param head to be kept somewhere else: nothing in the database shows that its last entries are gone
 * @param unrecorded entries that are so young that their run's record may still come
 * @param discrepancies by kind; empty when all fits
 */
public record Verification(long entries, ChainHead head, long unrecorded, List<OfKind> discrepancies) {
    /** The most discrepancies of one kind that are told. */
    public static final int MOST = 20;

    public Verification {
        discrepancies = List.copyOf(discrepancies);
    }

    /**
     * @param count of all there are
     * @param told the first {@link #MOST} of them
     */
    public record OfKind(DiscrepancyKind kind, long count, List<Discrepancy> told) {
        public OfKind {
            told = List.copyOf(told);
        }
    }

    public boolean fits() {
        return discrepancies.isEmpty();
    }
}
