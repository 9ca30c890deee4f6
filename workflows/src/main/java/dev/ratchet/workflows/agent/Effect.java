package dev.ratchet.workflows.agent;

/** What an action does to the world. Every action kind has exactly one. */
public enum Effect {
    /** Looks, changes nothing. */
    READ,
    /** Changes something that can be taken back, such as a request on somebody's list. */
    REVERSIBLE,
    /** Cannot be taken back; needs an authorization for its intent. */
    IRREVERSIBLE
}
