package dev.ratchet.activities.verification;

import dev.ratchet.workflows.contract.Digest;

/**
 * The end of a tenant's chain.
 *
 * @param number of the last entry; 0 while the books are empty
 * @param hash of that entry, over all before it
 */
public record ChainHead(long number, Digest hash) {
    public ChainHead {
        if (number < 0) {
            throw new IllegalArgumentException("the number of a chain's head is 0 or more");
        }
    }
}
