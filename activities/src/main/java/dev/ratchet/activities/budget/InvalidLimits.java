package dev.ratchet.activities.budget;

/** A file of limits that cannot be used; the message names file, line and field, and says what would be right. */
public final class InvalidLimits extends Exception {
    private static final long serialVersionUID = 1;

    InvalidLimits(String why) {
        super(why);
    }
}
