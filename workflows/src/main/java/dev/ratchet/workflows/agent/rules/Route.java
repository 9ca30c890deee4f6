package dev.ratchet.workflows.agent.rules;

/** Which planner and which capabilities a request gets. */
public enum Route {
    /** Rules only, answered at once. */
    DIRECT,
    /** Rules over retrieved passages. */
    RETRIEVE,
    /** A model proposes. */
    REASON,
    /** A person decides. */
    HUMAN,
    /** Not done, with the reason. */
    REFUSE
}
