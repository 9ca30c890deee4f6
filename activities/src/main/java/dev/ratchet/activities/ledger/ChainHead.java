package dev.ratchet.activities.ledger;

import java.time.Instant;

/**
 * The end of a tenant's chain while the tenant's books are locked.
 *
 * @param number of the last entry, 0 when there is none
 * @param hash of the last entry, or the genesis hash
 * @param at when the books were locked, by the database's clock
 */
record ChainHead(long number, String hash, Instant at) {}
