/** Marked, unlike its neighbour. */
@NullMarked
package dev.ratchet.planted.nullness.workflows.invoice;

import org.jspecify.annotations.NullMarked;
