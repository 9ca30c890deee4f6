package dev.ratchet.activities.model.tier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** The fields of one mapping of a file of models, taken by name; what is not as it should be is noted with its line. */
final class YamlFields {
    private final String path;
    private final int line;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final List<String> wrong;

    private YamlFields(MappingNode node, String path, List<String> wrong) {
        this.path = path;
        this.line = line(node);
        this.wrong = wrong;
        for (NodeTuple tuple : node.getValue()) {
            String name = tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "?";
            if (values.put(name, tuple.getValueNode()) != null) {
                wrong(name, "is there twice; keep one of them");
            }
        }
    }

    /** Null, and noted, when the node is no mapping. */
    static @Nullable YamlFields of(@Nullable Node node, String path, List<String> wrong) {
        if (node instanceof MappingNode mapping) {
            return new YamlFields(mapping, path, wrong);
        }
        wrong.add((node == null ? "" : "line " + line(node) + ": ") + (path.isEmpty() ? "the file" : path)
                + " must have fields, such as " + (path.isEmpty() ? "'models:' and 'tiers:'" : "'id: mini'"));
        return null;
    }

    void only(String... names) {
        for (String name : List.copyOf(values.keySet())) {
            if (!Arrays.asList(names).contains(name)) {
                wrong(name, "is not known here; the fields are " + String.join(", ", names));
            }
        }
    }

    void required(String... names) {
        for (String name : names) {
            if (present(name) == null) {
                wrong(name, "is missing");
            }
        }
    }

    boolean has(String name) {
        return present(name) != null;
    }

    /** Absent where the field is. */
    @Nullable
    YamlFields fields(String name) {
        Node node = present(name);
        return node == null ? null : of(node, at(name), wrong);
    }

    List<YamlFields> items(String name) {
        List<YamlFields> items = new ArrayList<>();
        List<Node> nodes = list(name);
        for (int i = 0; i < nodes.size(); i++) {
            YamlFields fields = of(nodes.get(i), at(name + "[" + i + "]"), wrong);
            if (fields != null) {
                items.add(fields);
            }
        }
        return items;
    }

    List<String> words(String name) {
        return list(name).stream()
                .map(node -> node instanceof ScalarNode scalar ? scalar.getValue() : "?")
                .toList();
    }

    /** The value is not repeated when it is wrong. */
    @Nullable
    String text(String name, Pattern form, String right) {
        Node node = present(name);
        if (node instanceof ScalarNode scalar && form.matcher(scalar.getValue()).matches()) {
            return scalar.getValue();
        }
        wrong(name, (node == null ? "is missing; it must be " : "must be ") + right);
        return null;
    }

    /** @param absent what the field means where it is absent; null when it must be there */
    <E extends Enum<E>> @Nullable E word(String name, E[] words, @Nullable E absent) {
        Node node = present(name);
        if (node == null && absent != null) {
            return absent;
        }
        String said = node instanceof ScalarNode scalar ? scalar.getValue() : "";
        for (E word : words) {
            if (word.name().toLowerCase(Locale.ROOT).equals(said)) {
                return word;
            }
        }
        List<String> right = Arrays.stream(words)
                .map(word -> word.name().toLowerCase(Locale.ROOT))
                .toList();
        wrong(name, (node == null ? "is missing; it must be one of " : "must be one of ") + String.join(", ", right));
        return null;
    }

    long number(String name, long absent, long least, long most) {
        Node node = present(name);
        if (node == null) {
            return absent;
        }
        if (node instanceof ScalarNode scalar && scalar.getValue().matches("[0-9]{1,15}")) {
            long number = Long.parseLong(scalar.getValue());
            if (number >= least && number <= most) {
                return number;
            }
        }
        wrong(name, "must be a whole number from " + least + " to " + most);
        return absent;
    }

    void wrong(String name, String why) {
        Node node = values.get(name);
        int where = node == null ? line : line(node);
        wrong.add("line " + where + ": " + at(name) + " " + why);
    }

    private List<Node> list(String name) {
        Node node = present(name);
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        if (node != null) {
            wrong(name, "must be a list");
        }
        return List.of();
    }

    private @Nullable Node present(String name) {
        Node node = values.get(name);
        return node == null || node.getTag().equals(Tag.NULL) ? null : node;
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
