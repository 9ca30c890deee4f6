package dev.ratchet.workflows.contract;

import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The one irreversible thing that may happen, as bytes: who asks the world for it and who grants it hash the same ones.
 *
 * <p>Canonical form: JSON with keys in code point order, no white space, integers in decimal, and in strings only the
 * escapes that RFC 8259 requires ({@code \"}, {@code \\}, and control characters as {@code \}{@code u00xx}). Only
 * strings, integers, lists and maps may occur, so that no two spellings of a number exist.
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
        return new Intent(businessKey, kind, CanonicalJson.read(CanonicalJson.of(arguments), SortedMap.class));
    }

    /**
     * The arguments as the record that {@link #of} made them from. Whoever calls this compares the business key.
     *
     * @throws IllegalArgumentException when they are not exactly such a record's
     */
    public <T extends Record> T argumentsAs(Class<T> type) {
        String name = type.getSimpleName();
        for (RecordComponent component : type.getRecordComponents()) {
            if (!arguments.containsKey(component.getName())
                    && !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                throw new IllegalArgumentException("the intent of a " + name + " needs '" + component.getName() + "'");
            }
        }
        T read;
        try {
            read = CanonicalJson.read(CanonicalJson.of(arguments), type);
        } catch (UncheckedIOException e) {
            throw new IllegalArgumentException("the intent's arguments are not those of a " + name, e);
        }
        if (!of(businessKey, kind, read).equals(this)) {
            throw new IllegalArgumentException(
                    "the intent has more arguments than a " + name + ", or spells them in another way");
        }
        return read;
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

    public byte[] canonicalBytes() {
        SortedMap<String, Object> whole = new TreeMap<>();
        whole.put("arguments", arguments);
        whole.put("businessKey", businessKey);
        whole.put("kind", kind);
        StringBuilder json = new StringBuilder(256);
        write(whole, json);
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    public Digest digest() {
        return Digest.of(canonicalBytes());
    }

    private static void write(Object value, StringBuilder json) {
        if (value instanceof String text) {
            writeString(text, json);
        } else if (value instanceof Long) {
            json.append(value);
        } else if (value instanceof SortedMap<?, ?> map) {
            writeMap(map, json);
        } else if (value instanceof List<?> list) {
            writeList(list, json);
        } else {
            throw new IllegalArgumentException("an intent has no place for a " + value.getClass());
        }
    }

    private static void writeMap(SortedMap<?, ?> map, StringBuilder json) {
        String separator = "{";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            json.append(separator);
            writeString((String) entry.getKey(), json);
            json.append(':');
            write(entry.getValue(), json);
            separator = ",";
        }
        json.append(map.isEmpty() ? "{}" : "}");
    }

    private static void writeList(List<?> list, StringBuilder json) {
        String separator = "[";
        for (Object item : list) {
            json.append(separator);
            write(item, json);
            separator = ",";
        }
        json.append(list.isEmpty() ? "[]" : "]");
    }

    private static void writeString(String text, StringBuilder json) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < 0x20) {
                json.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
