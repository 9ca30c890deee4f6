package dev.ratchet.worker.doctor;

import org.jspecify.annotations.Nullable;

/**
 * What was found.
 *
 * @param about what was looked at, in a few words
 * @param says what is so, in one sentence
 * @param todo a command or a setting; absent when all is well
 */
public record Finding(
        Grade grade, String about, String says, @Nullable String todo) {
    /** How bad it is. */
    public enum Grade {
        OK,
        /** It works, and will not for long, or not as well as it could. */
        WARN,
        /** Something does not work. */
        BAD
    }

    static Finding ok(String about, String says) {
        return new Finding(Grade.OK, about, says, null);
    }

    static Finding warn(String about, String says, String todo) {
        return new Finding(Grade.WARN, about, says, todo);
    }

    static Finding bad(String about, String says, String todo) {
        return new Finding(Grade.BAD, about, says, todo);
    }
}
