/**
 * Consent: what waits for a person, and the signature that turns one person's decision into something the ledger
 * believes. Deciding who may decide happens here and, again, in the ledger.
 */
@NullMarked
package dev.ratchet.activities.approval;

import org.jspecify.annotations.NullMarked;
