/**
 * The kernel: the one loop, its gate, budget, trail and clearance. It knows no agent and no Temporal; everything here is a
 * pure function or a value, apart from {@link dev.ratchet.workflows.agent.AgentLoop}, which calls the planner and the tools
 * that it was given. Planners and rules have rooms below.
 */
@NullMarked
package dev.ratchet.workflows.agent;

import org.jspecify.annotations.NullMarked;
