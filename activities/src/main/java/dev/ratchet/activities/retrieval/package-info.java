/**
 * Finds passages of a tenant's library. {@link dev.ratchet.activities.retrieval.PassageIndex} is the port; a {@link
 * dev.ratchet.activities.retrieval.Retriever} asks it by words and by meaning, fuses the two rankings and has the best reranked, as
 * one of the configurations in {@code retrieval.yaml} says. Texts of passages are in the content store and not in an index.
 */
@NullMarked
package dev.ratchet.activities.retrieval;

import org.jspecify.annotations.NullMarked;
