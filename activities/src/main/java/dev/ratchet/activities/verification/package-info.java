/**
 * Whether the books are what was booked: the hash chain, and every entry held against its intent, its authorization, its document,
 * the effect log, its order and its run's record. Only reads, but for putting on record that it did, and believes no row
 * without its proof. Checks that compare tables are statements in {@link dev.ratchet.activities.verification.TableChecks}; what needs a key or a hash is checked entry by entry.
 */
@NullMarked
package dev.ratchet.activities.verification;

import org.jspecify.annotations.NullMarked;
