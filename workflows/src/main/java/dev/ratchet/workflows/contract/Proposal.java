package dev.ratchet.workflows.contract;

/**
 * What a planner asks for. UNTRUSTED: a name that may exist, and arguments that may fit it. Only the gate turns it into
 * an action.
 *
 * @param arguments a JSON object, unparsed
 */
public record Proposal(String name, String arguments) {
    /** Longer arguments are a failed answer, not a proposal: nothing near 32 KiB may enter a history. */
    public static final int MOST_CHARACTERS = 16_384;

    public Proposal {
        if (arguments.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException("arguments have at most " + MOST_CHARACTERS + " characters");
        }
        name = Texts.upTo(80, name);
    }
}
