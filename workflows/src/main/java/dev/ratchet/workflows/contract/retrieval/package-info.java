/**
 * What workflows may ask of a library of documents: its passages, and where they stand. Texts are kept in the content store; what
 * is here goes into histories and stays small.
 */
@NullMarked
package dev.ratchet.workflows.contract.retrieval;

import org.jspecify.annotations.NullMarked;
