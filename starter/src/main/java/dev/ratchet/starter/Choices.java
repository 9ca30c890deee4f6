package dev.ratchet.starter;

import org.jspecify.annotations.Nullable;

/**
 * How documents are handed in.
 *
 * @param as who brings them in; absent for the token's own person
 * @param again whether what was decided before is looked at again
 * @param waits for each document to be decided or to wait for a person
 * @param lanes 1 to {@link BatchName#LANES}
 */
record Choices(@Nullable String as, boolean again, boolean waits, int lanes) {}
