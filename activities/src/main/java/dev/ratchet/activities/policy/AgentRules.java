package dev.ratchet.activities.policy;

import dev.ratchet.workflows.agent.rules.CompiledRules;
import dev.ratchet.workflows.agent.rules.InvalidRules;
import dev.ratchet.workflows.agent.rules.RuleFacts;

/**
 * A rule book as it was written, checked and compiled for the agent that it is for.
 *
 * @param yaml the whole text, whose digest is the book's hash
 */
public record AgentRules(String agent, RuleFacts facts, String yaml, CompiledRules compiled) {

    /**
     * @param file name for complaints
     * @throws InvalidRules naming file, line and what would be right
     */
    public static AgentRules of(String agent, RuleFacts facts, String file, String yaml) throws InvalidRules {
        return new AgentRules(agent, facts, yaml, RulebookFile.compile(file, yaml, facts));
    }
}
