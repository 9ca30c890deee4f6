package dev.ratchet.starter.submit;

import dev.ratchet.starter.batch.BatchName;
import org.jspecify.annotations.Nullable;

/**
 * How documents are submitted.
 *
 * @param as the submitter; absent for the token's own person
 * @param again whether documents that were decided before are run again
 * @param waits whether the command waits until each document is decided or waits for a person
 * @param lanes 1 to {@link BatchName#LANES}
 */
record SubmitOptions(@Nullable String as, boolean again, boolean waits, int lanes) {}
