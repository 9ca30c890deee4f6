package dev.ratchet.activities.retrieval.configuration;

/** A file that cannot be used; the message names file, line and field, and says what would be right. */
public final class InvalidConfiguration extends Exception {
    private static final long serialVersionUID = 1;

    InvalidConfiguration(String why) {
        super(why);
    }
}
