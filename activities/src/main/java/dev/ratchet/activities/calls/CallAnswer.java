package dev.ratchet.activities.calls;

import dev.ratchet.workflows.contract.ModelActivities.Usage;

/** What a call came back with, and what it cost. UNTRUSTED text. */
public record CallAnswer(Ending ending, String text, Usage usage) {

    /** How the text came to its end. Frozen names. */
    public enum Ending {
        COMPLETE,
        CUT_OFF,
        FILTERED
    }

    @Override
    public String toString() {
        return "CallAnswer[" + ending + ", " + text.length() + " characters of " + usage.id() + "]";
    }
}
