package dev.ratchet.workflows.contract;

import org.jspecify.annotations.Nullable;

/**
 * One document's answer in a group: exactly one of the two is there. Trouble with one never keeps the others waiting.
 *
 * @param trouble why there is no answer for this one; it needs a run of its own, which has time for it
 */
public record Answered<T>(@Nullable T answer, @Nullable Finding trouble) {
    public Answered {
        if ((answer == null) == (trouble == null)) {
            throw new IllegalArgumentException("either an answer or trouble");
        }
    }

    public static <T> Answered<T> of(T answer) {
        return new Answered<>(answer, null);
    }

    public static <T> Answered<T> trouble(String code, String where, String why) {
        return new Answered<>(null, new Finding(code, where, why));
    }
}
