package dev.ratchet.workflows.agent;

import dev.ratchet.workflows.contract.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

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
        } else if (value instanceof Long || value instanceof Integer) {
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
