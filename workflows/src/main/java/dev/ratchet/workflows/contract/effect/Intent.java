package dev.ratchet.workflows.contract.effect;

import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import java.lang.reflect.RecordComponent;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one irreversible thing that may happen, as bytes: who asks the world for it and who grants it hash the same ones.
 *
 * <p>The bytes are those of {@link CanonicalJson}. Only strings, integers, lists and maps may occur, so that no two spellings of
 * a number exist.
 *
 * @param businessKey what can happen once only
 * @param kind the action's wire name
 */
public record Intent(String businessKey, String kind, SortedMap<String, Object> arguments) {

    /** @throws IllegalArgumentException for a value that has no place in an intent */
    public Intent {
        if (businessKey.isBlank() || kind.isBlank()) {
            throw new IllegalArgumentException("an intent has a business key and a kind");
        }
        arguments = sorted(arguments);
    }

    /**
     * An intent whose arguments are the components of a record, under their names: texts, whole numbers, what is a text as JSON,
     * and lists and records of these. What is absent is left out.
     *
     * @throws IllegalArgumentException for a component that has no place in an intent
     */
    public static Intent of(String businessKey, String kind, Record arguments) {
        return new Intent(businessKey, kind, CanonicalJson.convert(arguments, SortedMap.class));
    }

    /**
     * The record that this is the intent of.
     *
     * @param intent makes the intent of such a record, with its business key and kind
     * @throws IllegalArgumentException when this is not exactly the intent of such a record
     */
    public <T extends Record> T argumentsAs(Class<T> type, Function<T, Intent> intent) {
        String name = type.getSimpleName();
        for (RecordComponent component : type.getRecordComponents()) {
            if (!arguments.containsKey(component.getName())
                    && !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                throw new IllegalArgumentException("the intent of a " + name + " needs '" + component.getName() + "'");
            }
        }
        T read;
        try {
            read = CanonicalJson.convert(arguments, type);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the intent's arguments are not those of a " + name + ": "
                            + rootOf(e).getMessage(),
                    e);
        }
        if (!intent.apply(read).equals(this)) {
            throw new IllegalArgumentException("the intent has another business key or kind than its " + name
                    + ", or more arguments, or spells them in another way");
        }
        return read;
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? failure : rootOf(cause);
    }

    /** As JSON brings them back: numbers may have become an Integer, and nested maps have lost their order. */
    private static SortedMap<String, Object> sorted(Map<?, ?> given) {
        SortedMap<String, Object> sorted = new TreeMap<>();
        given.forEach((name, value) -> sorted.put((String) name, plain(value)));
        return Collections.unmodifiableSortedMap(sorted);
    }

    private static Object plain(Object value) {
        if (value instanceof Map<?, ?> map) {
            return sorted(map);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Intent::plain).toList();
        }
        if (value instanceof Integer number) {
            return number.longValue();
        }
        if (value instanceof String || value instanceof Long) {
            return value;
        }
        throw new IllegalArgumentException("an intent has no place for a " + value.getClass());
    }

    public Digest digest() {
        return CanonicalJson.digest(this);
    }
}
