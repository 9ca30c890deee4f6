/**
 * Poison pills: runs that take with them whatever worker takes them. They are found by what the server knows of lost attempts,
 * and started again on a queue of their own. Nothing here judges a run whose attempts fail with an error: such a run harms no
 * other, and is what {@code metrics} tells as stuck.
 */
@NullMarked
package dev.ratchet.worker.poison;

import org.jspecify.annotations.NullMarked;
