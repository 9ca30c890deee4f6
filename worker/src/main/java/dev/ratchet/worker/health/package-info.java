/** Whether a process lives and can work now, for the probes of a cluster. */
@NullMarked
package dev.ratchet.worker.health;

import org.jspecify.annotations.NullMarked;
