/**
 * The text of a document with its pages, sections and tables: start with LibraryReader. Everything here is bounded; what is not
 * read is told in one sentence of Refusal.
 */
@NullMarked
package dev.ratchet.activities.library.extraction;

import org.jspecify.annotations.NullMarked;
