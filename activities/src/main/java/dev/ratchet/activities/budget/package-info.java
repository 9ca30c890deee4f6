/**
 * What models may cost: limits as data, and what is spent and reserved at each level, shared by all workers. A call is
 * reserved before it is made and settled after it, so that no level exceeds its limit. Knows nothing of models.
 */
@NullMarked
package dev.ratchet.activities.budget;

import org.jspecify.annotations.NullMarked;
