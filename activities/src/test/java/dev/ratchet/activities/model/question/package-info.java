/** Tests of what a model is asked and how its answer is read. */
@NullMarked
package dev.ratchet.activities.model.question;

import org.jspecify.annotations.NullMarked;
