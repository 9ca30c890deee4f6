/** Texts as vectors: a model inside a jar, one behind an endpoint, or none. */
@NullMarked
package dev.ratchet.activities.retrieval.embedding;

import org.jspecify.annotations.NullMarked;
