/**
 * The books: double entry, append-only, chained. Posting an entry is a kind of effect; this room adds what is the
 * books' own: supplier, order, correction, near-duplicate and the ceiling of what is posted without a person. No model,
 * no document and no workflow state may enter.
 */
@NullMarked
package dev.ratchet.activities.ledger;

import org.jspecify.annotations.NullMarked;
