/** Cuts a text into passages that an index takes: start with PassageCutter. Pure. */
@NullMarked
package dev.ratchet.activities.library.passages;

import org.jspecify.annotations.NullMarked;
