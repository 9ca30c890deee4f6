package dev.ratchet.worker.configuration;

/**
 * One line of the table of settings.
 *
 * @param variable its environment variable
 * @param key where it is in the file of settings: names with dots between them
 * @param takes what is right, such as {@code 1 to 100}
 * @param usual what holds when it is not set, in words
 * @param secret its value is never shown
 * @param of the processes that read it
 * @param says what it is, in one sentence
 */
public record Setting(String variable, String key, String takes, String usual, boolean secret, String of, String says) {
    /** Shown instead of a secret. */
    public static final String MASK = "********";

    public Setting {
        if (!variable.matches("RATCHET_[A-Z_]+") || !key.matches("[a-z]+(\\.[a-z-]+)?")) {
            throw new IllegalArgumentException(
                    "a setting is RATCHET_… and a key such as database.url, not " + variable + " and " + key);
        }
    }

    /** As a person may see it. */
    public String shown(String value) {
        return secret ? MASK : value;
    }
}
