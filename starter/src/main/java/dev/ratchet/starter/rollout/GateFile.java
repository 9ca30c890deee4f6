package dev.ratchet.starter.rollout;

import dev.ratchet.starter.command.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A gate as a file: YAML with one {@code key: number} a line, {@code #} before comments. What is not named is as usual.
 *
 * <pre>
 * runs: 20          # of the new version, at each step
 * failures: 2       # percentage points more than the current version
 * asked: 10
 * corrections: 10
 * rejections: 10
 * latency: 1.5      # times
 * latency_ms: 1000  # and at least so much more
 * cost: 1.5         # times
 * </pre>
 */
final class GateFile {
    private GateFile() {}

    /**
     * @param file absent for the usual gate
     * @param more {@code key=number} each, which hold instead of the file's
     * @throws Refused with the file, the line and what would be right
     */
    static Gate read(@Nullable Path file, Map<String, String> more) {
        Map<String, Double> values = Gate.USUAL.values();
        if (file != null) {
            List<String> lines = lines(file);
            for (int number = 1; number <= lines.size(); number++) {
                String line = lines.get(number - 1).replaceFirst("#.*", "").strip();
                if (!line.isEmpty() && !line.equals("---")) {
                    take(values, line, ":", file.getFileName() + ":" + number + ": ");
                }
            }
        }
        more.forEach((key, value) -> take(values, key + "=" + value, "=", "--limit: "));
        try {
            return Gate.of(values);
        } catch (IllegalArgumentException e) {
            throw new Refused("INVALID_GATE", (file == null ? "--limit" : file.getFileName()) + ": " + e.getMessage());
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new Refused("INVALID_GATE", "there is no readable file " + file);
        }
    }

    private static void take(Map<String, Double> values, String text, String separator, String where) {
        String[] parts = text.split(separator, 2);
        String key = parts[0].strip();
        if (!values.containsKey(key)) {
            throw new Refused("INVALID_GATE", where + "'" + key + "' should be one of " + values.keySet());
        }
        try {
            values.put(key, Double.valueOf(parts.length == 2 ? parts[1].strip() : ""));
        } catch (NumberFormatException e) {
            throw new Refused("INVALID_GATE", where + key + " should be a number, such as " + key + separator + " 2");
        }
    }
}
