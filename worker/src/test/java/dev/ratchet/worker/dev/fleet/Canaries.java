package dev.ratchet.worker.dev.fleet;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Words that only documents and people said, searched for in the bytes of everything that operators may read. */
final class Canaries {
    private final List<byte[]> forms;
    private final Map<String, Long> searched = new LinkedHashMap<>();
    private final Map<String, List<String>> hits = new LinkedHashMap<>();

    Canaries(List<String> words) {
        this.forms = words.stream().flatMap(Canaries::forms).toList();
    }

    /** As it stands, and the three ways in which it may stand in a text that is written in base64 as a whole. */
    private static Stream<byte[]> forms(String word) {
        byte[] utf8 = word.getBytes(StandardCharsets.UTF_8);
        return Stream.concat(Stream.of(utf8), IntStream.range(0, 3).mapToObj(from -> base64(utf8, from)));
    }

    private static byte[] base64(byte[] utf8, int from) {
        int length = (utf8.length - from) / 3 * 3;
        byte[] part = Arrays.copyOfRange(utf8, from, from + length);
        return Base64.getEncoder().encode(part);
    }

    /** Searches what a sink holds. */
    void search(String sink, byte[] bytes) {
        searched.merge(sink, (long) bytes.length, Long::sum);
        for (byte[] form : forms) {
            if (contains(bytes, form)) {
                hits.computeIfAbsent(sink, first -> new ArrayList<>()).add(new String(form, StandardCharsets.UTF_8));
            }
        }
    }

    private static boolean contains(byte[] bytes, byte[] form) {
        for (int at = 0; at <= bytes.length - form.length; at++) {
            int same = 0;
            while (same < form.length && bytes[at + same] == form[same]) {
                same++;
            }
            if (same == form.length) {
                return true;
            }
        }
        return false;
    }

    /** What was found, by sink. */
    Map<String, List<String>> hits() {
        return hits;
    }

    Map<String, Long> searched() {
        return searched;
    }

    String text() {
        return searched.entrySet().stream()
                .map(sink -> String.format(
                        "%-22s %9d bytes  %s",
                        sink.getKey(), sink.getValue(), hits.getOrDefault(sink.getKey(), List.of())))
                .collect(Collectors.joining("\n"));
    }
}
