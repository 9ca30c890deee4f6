/**
 * The official rules of EN 16931: schema and Schematron, how they are compiled, run and warmed up. No check of our own may
 * enter; that is {@link dev.ratchet.activities.documents.invoice.Arithmetic}.
 */
@NullMarked
package dev.ratchet.activities.documents.rules;

import org.jspecify.annotations.NullMarked;
