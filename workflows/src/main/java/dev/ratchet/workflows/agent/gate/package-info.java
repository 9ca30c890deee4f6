/**
 * Whether what a planner proposed may be done: known, legal in this state, well formed, and valid by the agent's own checks.
 * Nothing acts here.
 */
@NullMarked
package dev.ratchet.workflows.agent.gate;

import org.jspecify.annotations.NullMarked;
