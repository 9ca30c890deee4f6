/** Tests of which model is asked. */
@NullMarked
package dev.ratchet.activities.model.tier;

import org.jspecify.annotations.NullMarked;
