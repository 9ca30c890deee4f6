/**
 * The kernel: the one loop, its gate, planners, router, budget, trail and intent. It knows no agent and no Temporal;
 * everything here is a pure function or a value, apart from {@link dev.ratchet.workflows.agent.AgentLoop}, which calls
 * the planner and the tools it was given.
 */
@NullMarked
package dev.ratchet.workflows.agent;

import org.jspecify.annotations.NullMarked;
