/** How much a worker does at once, by the machine it is on. */
@NullMarked
package dev.ratchet.worker.sizing;

import org.jspecify.annotations.NullMarked;
