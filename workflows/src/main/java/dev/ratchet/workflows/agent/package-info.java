/**
 * The kernel: the one loop, its budget, trail and clearance. It knows no agent and no Temporal; everything here is a
 * pure function or a value, apart from {@link dev.ratchet.workflows.agent.AgentLoop}, which calls the planner and the tools
 * that it was given. Planners, rules and the gate have rooms below.
 */
@NullMarked
package dev.ratchet.workflows.agent;

import org.jspecify.annotations.NullMarked;
