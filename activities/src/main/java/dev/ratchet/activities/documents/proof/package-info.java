/**
 * The proof of extracted fields: each value that a model claims must stand in the text of the document. No model and no
 * file format may enter.
 */
@NullMarked
package dev.ratchet.activities.documents.proof;

import org.jspecify.annotations.NullMarked;
