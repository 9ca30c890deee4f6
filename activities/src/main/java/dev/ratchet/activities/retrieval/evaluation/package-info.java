/** How good a ranking is, against judgements of people; and whether one is better than another. Pure: nothing is searched here. */
@NullMarked
package dev.ratchet.activities.retrieval.evaluation;

import org.jspecify.annotations.NullMarked;
