/** Tests of one call to one model, and the stand-in that other tests borrow from them. */
@NullMarked
package dev.ratchet.activities.model.provider;

import org.jspecify.annotations.NullMarked;
