package dev.ratchet.activities.yaml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The fields of one mapping, taken by name. What is not as it should be is complained about, and reading goes on, so that a person
 * is told of everything at once. Values are taken as they are written: a tax id {@code 0123} or {@code 12E4} stays what it is. No
 * complaint repeats a value, which may be a secret in the wrong place.
 */
public final class YamlFields {
    /** Hears what is not as it should be. */
    public interface Complaints {
        /**
         * @param line 1-based; 0 when the problem has none
         * @param field a path such as {@code models[0].url}; empty for the whole text
         * @param why the end of a sentence that begins with the field
         */
        void add(int line, String field, String why);
    }

    /** A value, and where it was written: {@code field} is a path such as {@code suppliers[2].taxIds[0]}. */
    public record Value(String text, int line, String field) {}

    private final String path;
    private final int line;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Complaints complaints;

    private YamlFields(MappingNode node, String path, Complaints complaints) {
        this.path = path;
        this.line = line(node);
        this.complaints = complaints;
        for (NodeTuple tuple : node.getValue()) {
            String name = tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "?";
            if (values.put(name, tuple.getValueNode()) != null) {
                complaints.add(line(tuple.getKeyNode()), at(name), "is there twice; keep one of them");
            }
        }
    }

    /**
     * Those of a whole text.
     *
     * @param example of a field
     * @return null, with a complaint, when the text is none or holds no fields
     */
    public static @Nullable YamlFields read(String yaml, YamlBounds bounds, String example, Complaints complaints) {
        try {
            Node root = BoundedYaml.compose(yaml, bounds);
            if (root == null) {
                complaints.add(0, "", "is empty; it must have fields, such as " + example);
                return null;
            }
            return of(root, "", example, complaints);
        } catch (InvalidYaml e) {
            complaints.add(e.line(), "", String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static @Nullable YamlFields of(Node node, String path, String example, Complaints complaints) {
        if (node instanceof MappingNode mapping) {
            return new YamlFields(mapping, path, complaints);
        }
        complaints.add(line(node), path, "must have fields, such as " + example);
        return null;
    }

    /** Complains about every field that is not one of these. */
    public YamlFields only(String... names) {
        for (String name : names()) {
            if (!Arrays.asList(names).contains(name)) {
                wrong(name, "is not known here; the fields are " + String.join(", ", names));
            }
        }
        return this;
    }

    /** In the order in which they are written. */
    public Set<String> names() {
        return Collections.unmodifiableSet(values.keySet());
    }

    /** Whether it is there and holds something. */
    public boolean has(String name) {
        return present(name) != null;
    }

    public void required(String... names) {
        for (String name : names) {
            if (!has(name)) {
                wrong(name, "is missing");
            }
        }
    }

    /** @return null where the field is absent; with a complaint where it has no fields, as in {@code example} */
    public @Nullable YamlFields fields(String name, String example) {
        Node node = present(name);
        return node == null ? null : of(node, at(name), example, complaints);
    }

    /** Each mapping of a list, which begins as {@code example} does; none where the field is absent. */
    public List<YamlFields> items(String name, String example) {
        List<YamlFields> items = new ArrayList<>();
        List<Node> nodes = list(name);
        for (int i = 0; i < nodes.size(); i++) {
            YamlFields fields = of(nodes.get(i), at(name + "[" + i + "]"), example, complaints);
            if (fields != null) {
                items.add(fields);
            }
        }
        return items;
    }

    /**
     * @param right what the field must be; a complaint says it
     * @return null, with a complaint, where the field is absent or has another form
     */
    public @Nullable Value value(String name, Pattern form, String right) {
        Node node = present(name);
        if (node == null) {
            wrong(name, "is missing; it must be " + right);
            return null;
        }
        return scalar(node, name, form, right);
    }

    /** As {@link #value}. */
    public @Nullable String text(String name, Pattern form, String right) {
        Value value = value(name, form, right);
        return value == null ? null : value.text();
    }

    /** Each value of a list; none where the field is absent. */
    public List<Value> values(String name, Pattern form, String right) {
        List<Value> read = new ArrayList<>();
        List<Node> nodes = list(name);
        for (int i = 0; i < nodes.size(); i++) {
            Value value = scalar(nodes.get(i), name + "[" + i + "]", form, right);
            if (value != null) {
                read.add(value);
            }
        }
        return read;
    }

    public boolean flag(String name, boolean absent) {
        Node node = present(name);
        if (node == null) {
            return absent;
        }
        String value = node instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (!value.equals("true") && !value.equals("false")) {
            wrong(name, "must be true or false");
        }
        return value.equals("true");
    }

    /** @param absent what the field means where it is absent; null when it must be there */
    public <E extends Enum<E>> @Nullable E word(String name, E[] words, @Nullable E absent) {
        Node node = present(name);
        if (node == null && absent != null) {
            return absent;
        }
        String said = node instanceof ScalarNode scalar ? scalar.getValue() : "";
        for (E word : words) {
            if (written(word).equals(said)) {
                return word;
            }
        }
        String right =
                String.join(", ", Arrays.stream(words).map(YamlFields::written).toList());
        wrong(name, (node == null ? "is missing; it must be one of " : "must be one of ") + right);
        return null;
    }

    private static String written(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    /** A whole number; {@code absent} where the field is, and, with a complaint, where it is none or out of bounds. */
    public long number(String name, long absent, long least, long most) {
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

    /** Complains about a field of these, which need not be there. */
    public void wrong(String name, String why) {
        Node node = values.get(name);
        complaints.add(node == null ? line : line(node), at(name), why);
    }

    private @Nullable Value scalar(Node node, String name, Pattern form, String right) {
        if (!(node instanceof ScalarNode scalar)) {
            complaints.add(line(node), at(name), "must be a single value");
            return null;
        }
        if (!form.matcher(scalar.getValue()).matches()) {
            complaints.add(line(node), at(name), "must be " + right);
            return null;
        }
        return new Value(scalar.getValue(), line(node), at(name));
    }

    private List<Node> list(String name) {
        Node node = present(name);
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        if (node != null) {
            wrong(name, "must be a list, each item on a line of its own after '- '");
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
