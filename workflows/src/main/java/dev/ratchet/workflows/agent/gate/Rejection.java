package dev.ratchet.workflows.agent.gate;

/**
 * Why a proposal is not acted on. It is counted, kept in the run, and goes back to the planner as its code.
 *
 * @param code frozen, upper snake case
 * @param why one sentence for a person; carries no text of the proposal
 */
public record Rejection(String code, String why) {
    /** The name is no word of the agent's vocabulary. */
    public static final String UNKNOWN_ACTION = "UNKNOWN_ACTION";
    /** The action exists, but not in this state. */
    public static final String NOT_LEGAL_NOW = "NOT_LEGAL_NOW";
    /** The arguments are not one JSON object of the action's shape. */
    public static final String MALFORMED_ARGUMENTS = "MALFORMED_ARGUMENTS";

    public static final String UNKNOWN_ARGUMENT = "UNKNOWN_ARGUMENT";
    public static final String MISSING_ARGUMENT = "MISSING_ARGUMENT";
    /** Several proposals in one step, not all of them READ. */
    public static final String NOT_A_READY_SET = "NOT_A_READY_SET";
    /** The planner proposed nothing at all. */
    public static final String NOTHING_PROPOSED = "NOTHING_PROPOSED";
}
