package dev.ratchet.activities.ledger;

import dev.ratchet.activities.masterdata.Claim;
import dev.ratchet.activities.masterdata.EarlierEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What master data and books hold that bears on one posting, read while the tenant's books are locked. Amounts are
 * minor units of the entry's currency unless said otherwise.
 *
 * @param supplier absent when unknown
 * @param order absent when the entry names none, or none of this supplier's
 * @param corrected absent when the entry corrects none, or none in the books
 * @param credited what was credited so far to the number that the entry corrects, and what was reversed of it
 * @param near number of the first entry that this one is near to, see {@link Claim}; absent when there is none
 * @param referring number of the first entry that refers to this one's number; absent when there is none
 * @param prepayments of the supplier that no invoice has taken up; looked up when the entry touches them, else 0
 * @param tied the entries that this one reverses or settles, as far as they are in the books
 */
record PostingContext(
        @Nullable Supplier supplier,
        @Nullable Order order,
        @Nullable Corrected corrected,
        long credited,
        @Nullable Long near,
        @Nullable Long referring,
        long prepayments,
        List<EarlierEntry> tied) {
    PostingContext {
        tied = List.copyOf(tied);
    }

    record Supplier(boolean active, boolean orderRequired, long autoPostUpTo) {}

    /** @param total and {@code booked} in the order's own currency; {@code booked} is all entries so far */
    record Order(String currency, long total, long booked) {}

    /** @param size of all invoices of that number */
    record Corrected(long size) {}
}
