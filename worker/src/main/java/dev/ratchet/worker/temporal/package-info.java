/**
 * The connection to Temporal, by Temporal's own settings, and runs as they are there now. No agent may enter.
 */
@NullMarked
package dev.ratchet.worker.temporal;

import org.jspecify.annotations.NullMarked;
