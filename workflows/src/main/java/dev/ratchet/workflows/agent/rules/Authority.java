package dev.ratchet.workflows.agent.rules;

/** What a policy rule may decide; the rule's {@code then}. */
public enum Authority {
    /** No person is needed, within the effect's own ceiling. */
    ALLOW,
    /** A person of the rule's {@code role} must consent. */
    APPROVE,
    /** A person of the rule's {@code role} must mend something first; the rule's {@code code} says what. */
    MEND,
    /** It was done before. */
    DUPLICATE,
    /** It is not done; the rule's {@code code} says why. */
    REFUSE;

    /** Whether the rule must name a role. */
    boolean asksPerson() {
        return this == APPROVE || this == MEND;
    }
}
