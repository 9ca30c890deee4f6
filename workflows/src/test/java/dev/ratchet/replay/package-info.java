/**
 * Golden histories: runs that were recorded once, with what their activities were asked, and are replayed against the
 * code as it is now. Temporal's replayer compares commands; the inputs of activities are compared here.
 */
@NullMarked
package dev.ratchet.replay;

import org.jspecify.annotations.NullMarked;
