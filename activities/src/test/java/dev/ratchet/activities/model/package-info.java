/** Tests of the way to a model, and the stand-ins that other modules' tests borrow from them. */
@NullMarked
package dev.ratchet.activities.model;

import org.jspecify.annotations.NullMarked;
