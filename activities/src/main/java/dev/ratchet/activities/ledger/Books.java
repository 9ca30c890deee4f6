package dev.ratchet.activities.ledger;

import dev.ratchet.activities.masterdata.Claim;
import dev.ratchet.activities.masterdata.MasterData.Person;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the database holds that bears on one posting, read while the tenant's books are locked. Amounts are minor units
 * of the entry's currency unless said otherwise.
 *
 * @param now by the database's clock
 * @param number of the last entry, 0 when there is none
 * @param head hash of the last entry
 * @param booked the entry under the same business key
 * @param supplier absent when unknown
 * @param order absent when the entry names none, or none of this supplier's
 * @param corrected absent when the entry corrects none, or none in the books
 * @param credited what the invoice that the entry corrects was credited so far
 * @param near number of the first entry that this one is near to, see {@link Claim}; absent when there is none
 * @param usedApprovals those of the posting's approvals that an earlier entry consumed
 * @param approvers by id, those of the posting's approvers who exist
 * @param broughtInBy everybody who brought the entry's document in
 */
record Books(
        Instant now,
        long number,
        String head,
        @Nullable Booked booked,
        @Nullable Supplier supplier,
        @Nullable Order order,
        @Nullable Corrected corrected,
        long credited,
        @Nullable Long near,
        Set<String> usedApprovals,
        Map<String, Person> approvers,
        Set<String> broughtInBy) {

    record Booked(long number, String rowHash, String intent, String workflowId, String runId) {}

    record Supplier(boolean active, boolean orderRequired, long autoPostUpTo) {}

    /** @param total and {@code booked} in the order's own currency; {@code booked} is all entries so far */
    record Order(String currency, long total, long booked) {}

    /** @param size of the invoice */
    record Corrected(long size) {}
}
