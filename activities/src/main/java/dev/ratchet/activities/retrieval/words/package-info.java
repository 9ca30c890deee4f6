/** How a text becomes words that are compared. */
@NullMarked
package dev.ratchet.activities.retrieval.words;

import org.jspecify.annotations.NullMarked;
