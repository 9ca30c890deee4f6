/**
 * One invoice, independent of the format it came in, and the check of its amounts. No file format, no XML, no PDF and no
 * official rule may enter.
 */
@NullMarked
package dev.ratchet.activities.documents.invoice;

import org.jspecify.annotations.NullMarked;
