/**
 * The rules in force: reads the versioned rule book, refuses one that is not total, and reads it together with the
 * books for one decision.
 */
@NullMarked
package dev.ratchet.activities.policy;

import org.jspecify.annotations.NullMarked;
