/**
 * The books: double entry, append-only, chained. Checks every authorization for itself, in the transaction that writes.
 * No model, no document and no workflow state may enter.
 */
@NullMarked
package dev.ratchet.activities.ledger;

import org.jspecify.annotations.NullMarked;
