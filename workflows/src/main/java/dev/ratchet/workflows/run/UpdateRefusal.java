package dev.ratchet.workflows.run;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a run does not take in an update. What the validator of an update throws reaches the sender without its type: Temporal's
 * SDK replaces that. So the message carries the code.
 *
 * @param code upper snake case; frozen
 * @param why one sentence for a person
 */
public record UpdateRefusal(String code, String why) {
    private static final Pattern MESSAGE = Pattern.compile("([A-Z][A-Z_]+): (.*)", Pattern.DOTALL);

    /** As a failure carries it. */
    public String message() {
        return code + ": " + why;
    }

    /**
     * As it was, from what a failure carries.
     *
     * @param type of the failure, for a message without a code
     */
    public static UpdateRefusal of(String type, String message) {
        Matcher told = MESSAGE.matcher(message);
        return told.matches() ? new UpdateRefusal(told.group(1), told.group(2)) : new UpdateRefusal(type, message);
    }
}
