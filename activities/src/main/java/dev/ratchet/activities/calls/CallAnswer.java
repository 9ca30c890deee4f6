package dev.ratchet.activities.calls;

import dev.ratchet.workflows.contract.ModelActivities.Usage;

/** What a call came back with, and what it cost. UNTRUSTED text. */
public record CallAnswer(Ending ending, String text, Usage usage, Cost cost) {

    /** How the text came to its end. Frozen names. */
    public enum Ending {
        COMPLETE,
        CUT_OFF,
        FILTERED
    }

    /** How it is known what the call cost. Frozen names. */
    public enum Cost {
        /** By the tokens that the provider counted, or because the model costs nothing. */
        KNOWN,
        /** It is what it may have cost at most: the provider did not count its tokens, or not all of them. */
        ESTIMATED
    }

    @Override
    public String toString() {
        return "CallAnswer[" + ending + ", " + text.length() + " characters of " + usage.id() + "]";
    }
}
