package dev.ratchet.worker.metrics;

import java.util.Arrays;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A label and all that it may say.
 *
 * @param name as Prometheus has it
 * @param values all of them, or what decides how many there are
 */
record Label(String name, Values values) {

    /** What a label may say. */
    sealed interface Values {}

    /** One of these. */
    record OneOf(SortedSet<String> all) implements Values {}

    /**
     * As many as somebody configured.
     *
     * @param what for people, such as "the agents of the process"
     * @param shape regular expression of one of them
     */
    record Configured(String what, String shape) implements Values {}

    static Label oneOf(String name, Collection<String> values) {
        return new Label(name, new OneOf(new TreeSet<>(values)));
    }

    static <E extends Enum<E>> Label oneOf(String name, Class<E> values) {
        return oneOf(
                name, Arrays.stream(values.getEnumConstants()).map(Enum::name).toList());
    }

    static Label configured(String name, String what, String shape) {
        return new Label(name, new Configured(what, shape));
    }

    /** An absent label says nothing, which is always allowed. */
    boolean allows(String value) {
        if (value.isEmpty()) {
            return true;
        }
        return values instanceof OneOf some ? some.all().contains(value) : value.matches(((Configured) values).shape());
    }
}
