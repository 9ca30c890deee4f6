/**
 * PDF files: their embedded e-invoices and their text, within limits. Only this room uses the PDF library.
 */
@NullMarked
package dev.ratchet.activities.documents.pdf;

import org.jspecify.annotations.NullMarked;
