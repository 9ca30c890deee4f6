/**
 * Reads documents by their content: e-invoices, PDFs and text become one canonical invoice or a coded refusal. Knows no
 * supplier, no order and no ledger.
 */
@NullMarked
package dev.ratchet.activities.documents;

import org.jspecify.annotations.NullMarked;
