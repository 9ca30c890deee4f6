/**
 * Rules in force: reads each agent's versioned rule book, refuses one that is not total, keeps every one for ever, and applies
 * the one that a run is held to. Knows no agent by name.
 */
@NullMarked
package dev.ratchet.activities.policy;

import org.jspecify.annotations.NullMarked;
