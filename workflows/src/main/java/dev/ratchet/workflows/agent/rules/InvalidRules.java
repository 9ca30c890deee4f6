package dev.ratchet.workflows.agent.rules;

/** A rule book that cannot be used; the message names the rule and what would be right. */
public final class InvalidRules extends Exception {
    private static final long serialVersionUID = 1;

    public InvalidRules(String message) {
        super(message);
    }
}
