package dev.ratchet.activities.model.provider;

/**
 * A provider's key. Only its variable's name is ever shown.
 *
 * @param variable environment variable that it came from
 */
public record ApiKey(String variable, String value) {
    /** For a server that asks for none. */
    public static final ApiKey NONE = new ApiKey("none", "none");

    private static final String SENDABLE = "[\\x21-\\x7e]+";

    public ApiKey {
        if (!value.matches(SENDABLE)) {
            throw new IllegalArgumentException("holds white space or characters outside ASCII, or nothing");
        }
    }

    @Override
    public String toString() {
        return "key of " + variable;
    }
}
