package dev.ratchet.activities.policy;

import dev.ratchet.workflows.agent.rules.CompiledRules;
import dev.ratchet.workflows.agent.rules.InvalidRules;
import dev.ratchet.workflows.contract.Digest;

/** The rule books of every agent: one in force for each, and all that ever were. */
public interface RuleBooks {

    /**
     * The book in force now.
     *
     * @throws IllegalArgumentException when no agent of that name has one
     */
    CompiledRules inForce(String agent);

    /**
     * A book that was in force when a run was ruled first.
     *
     * @throws IllegalArgumentException when none of the agent's books has this hash
     * @throws InvalidRules when this build can no longer use it
     */
    CompiledRules byHash(String agent, Digest hash) throws InvalidRules;
}
