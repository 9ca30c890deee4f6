/**
 * Starts a run again from what was brought in for it, after a restore or beside the others. A restart writes no effect, no entry
 * and no record itself: the run does, and finds what it did before.
 */
@NullMarked
package dev.ratchet.worker.restart;

import org.jspecify.annotations.NullMarked;
