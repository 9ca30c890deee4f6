package dev.ratchet.worker.configuration;

import dev.ratchet.activities.yaml.BoundedYaml;
import dev.ratchet.activities.yaml.InvalidYaml;
import dev.ratchet.activities.yaml.YamlBounds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Settings in YAML: sections with keys, each with one value, such as
 *
 * <pre>
 * database:
 *   url: jdbc:postgresql://db:5432/ratchet
 *   connections: 40
 * </pre>
 *
 * Every key that is no setting, or is there twice, is a problem; the other keys are read all the same.
 */
final class SettingsFile {
    private static final YamlBounds BOUNDS = new YamlBounds(100_000, 3, 1_000);

    /**
     * @param line 1-based
     * @param value as it is written; never empty
     */
    record Value(int line, String value) {}

    private final Path file;
    private final Map<String, Value> values = new TreeMap<>();
    private final List<Reading.Problem> problems = new ArrayList<>();

    private SettingsFile(Path file) {
        this.file = file;
    }

    static SettingsFile read(Path file) {
        SettingsFile read = new SettingsFile(file);
        try {
            read.settings(BoundedYaml.compose(Files.readString(file, StandardCharsets.UTF_8), BOUNDS));
        } catch (IOException e) {
            read.wrong(0, "cannot be read as UTF-8 text");
        } catch (InvalidYaml e) {
            read.wrong(e.line(), String.valueOf(e.getMessage()));
        }
        return read;
    }

    /** By the names of variables. */
    Map<String, Value> values() {
        return values;
    }

    List<Reading.Problem> problems() {
        return problems;
    }

    private void wrong(int line, String why) {
        problems.add(new Reading.Problem(line == 0 ? file.toString() : file + ":" + line, why));
    }

    private void settings(@Nullable Node root) {
        if (root == null) {
            return;
        }
        if (!(root instanceof MappingNode sections)) {
            wrong(line(root), "should be sections with keys, such as 'database:' with 'url: …' below it");
            return;
        }
        for (NodeTuple section : sections.getValue()) {
            String name = text(section.getKeyNode());
            if (section.getValueNode() instanceof MappingNode keys) {
                keys.getValue().forEach(key -> setting(name + "." + text(key.getKeyNode()), key));
            } else {
                setting(name, section);
            }
        }
    }

    private void setting(String key, NodeTuple written) {
        int line = line(written.getKeyNode());
        Optional<Setting> setting = Settings.ofKey(key);
        if (setting.isEmpty()) {
            List<String> known = Settings.TABLE.stream().map(Setting::key).toList();
            wrong(
                    line,
                    "'" + key + "' is no setting; the nearest is '"
                            + Nearest.to(key, known).orElseThrow() + "'");
            return;
        }
        if (!(written.getValueNode() instanceof ScalarNode scalar)) {
            wrong(line, "'" + key + "' should be one value: " + setting.get().takes());
            return;
        }
        if (scalar.getTag().equals(Tag.NULL) || scalar.getValue().isBlank()) {
            return;
        }
        Value before = values.putIfAbsent(setting.get().variable(), new Value(line, scalar.getValue()));
        if (before != null) {
            wrong(line, "'" + key + "' is there a second time, after line " + before.line());
        }
    }

    private static String text(Node node) {
        return node instanceof ScalarNode scalar
                ? scalar.getValue()
                : node.getNodeId().name();
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
