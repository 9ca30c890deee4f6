/**
 * Whether this build goes on with runs that an earlier one began: their histories are replayed by the code as it is now.
 * Temporal's replayer compares commands; what activities are asked is compared here. No activity runs, and nothing is written.
 */
@NullMarked
package dev.ratchet.worker.replay;

import org.jspecify.annotations.NullMarked;
