/** What is done with rankings once they are there: fused, asked for more words, and ordered again. Pure. */
@NullMarked
package dev.ratchet.activities.retrieval.ranking;

import org.jspecify.annotations.NullMarked;
