package dev.ratchet.activities.model.question;

/** Why an answer is no proposal. Frozen: these are the codes of {@code ModelActivities.Unusable}. */
public enum UnusableCode {
    /** The token limit came before the end. */
    CUT_OFF,
    /** The provider's filter or the model itself declined. */
    FILTERED,
    /**
     * Not one JSON value: prose, a markdown fence, half an object, a repeated key, half a character, something after the
     * end.
     */
    NOT_JSON,
    /** JSON, but not an object of exactly a textual {@code action} and an object {@code arguments}. */
    NO_ACTION,
    /** The arguments exceed {@code Proposal.MOST_CHARACTERS}. */
    TOO_LONG
}
