package dev.ratchet.activities.ledger;

import dev.ratchet.activities.masterdata.Claim;
import org.jspecify.annotations.Nullable;

/**
 * What master data and books hold that bears on one posting, read while the tenant's books are locked. Amounts are
 * minor units of the entry's currency unless said otherwise.
 *
 * @param supplier absent when unknown
 * @param order absent when the entry names none, or none of this supplier's
 * @param corrected absent when the entry corrects none, or none in the books
 * @param credited what the invoice that the entry corrects was credited so far
 * @param near number of the first entry that this one is near to, see {@link Claim}; absent when there is none
 */
record PostingContext(
        @Nullable Supplier supplier,
        @Nullable Order order,
        @Nullable Corrected corrected,
        long credited,
        @Nullable Long near) {

    record Supplier(boolean active, boolean orderRequired, long autoPostUpTo) {}

    /** @param total and {@code booked} in the order's own currency; {@code booked} is all entries so far */
    record Order(String currency, long total, long booked) {}

    /** @param size of the invoice */
    record Corrected(long size) {}
}
