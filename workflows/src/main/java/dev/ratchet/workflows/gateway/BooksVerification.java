package dev.ratchet.workflows.gateway;

import dev.ratchet.workflows.contract.Digest;
import org.jspecify.annotations.Nullable;

/**
 * What recomputing the hash chain found.
 *
 * @param head hash of the newest entry; absent while the books are empty
 * @param broken number of the first entry that does not fit; absent when all fit
 */
public record BooksVerification(
        long entries,
        @Nullable Digest head,
        @Nullable Long broken,
        @Nullable String why) {}
