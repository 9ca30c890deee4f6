/**
 * Reads documents. The reader decides by content what a document is, and a room reads it: {@code xml} or {@code pdf}.
 * The result is one {@code invoice}, a text, or a {@code refusal}. {@code rules} holds the official rules, {@code proof}
 * compares extracted fields with a text. No supplier, no order and no ledger may enter.
 */
@NullMarked
package dev.ratchet.activities.documents;

import org.jspecify.annotations.NullMarked;
