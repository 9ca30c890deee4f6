package dev.ratchet.activities.retrieval.configuration;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Names and values at one place of the file. Each is taken once; what is left when all are taken is not known here. */
final class Settings {
    private final String file;
    private final Node at;
    private final Map<String, Node> fields = new TreeMap<>();
    private final SortedSet<String> known = new TreeSet<>();

    Settings(String file, Node at) throws InvalidConfiguration {
        this.file = file;
        this.at = at;
        if (!(at instanceof MappingNode mapping)) {
            throw wrong(at, "names and values are expected here");
        }
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
                throw wrong(tuple.getKeyNode(), "a name is expected here");
            }
            if (fields.put(name.getValue(), tuple.getValueNode()) != null) {
                throw wrong(name, "'" + name.getValue() + "' is given twice");
            }
        }
    }

    SortedSet<String> names() {
        return new TreeSet<>(fields.keySet());
    }

    private @Nullable Node take(String name) {
        known.add(name);
        return fields.get(name);
    }

    String text(String name) throws InvalidConfiguration {
        Node value = take(name);
        if (!(value instanceof ScalarNode scalar)) {
            throw wrong(value == null ? at : value, "'" + name + "' should be given, as one value");
        }
        return scalar.getValue();
    }

    /** Absent where it is not given or is {@code none}. */
    @Nullable
    Settings optional(String name) throws InvalidConfiguration {
        Node value = take(name);
        boolean none = value == null
                || (value instanceof ScalarNode scalar && scalar.getValue().equals("none"));
        return none ? null : new Settings(file, java.util.Objects.requireNonNull(value));
    }

    Settings inner(String name) throws InvalidConfiguration {
        Node value = take(name);
        if (value == null) {
            throw wrong(at, "'" + name + "' should be given");
        }
        return new Settings(file, value);
    }

    double number(String name) throws InvalidConfiguration {
        String text = text(name);
        if (!text.matches("-?[0-9]{1,6}(\\.[0-9]{1,6})?")) {
            throw wrong(at, "'" + name + "' is '" + text + "'; it should be a number");
        }
        return Double.parseDouble(text);
    }

    int whole(String name) throws InvalidConfiguration {
        double number = number(name);
        if (number != Math.rint(number)) {
            throw wrong(at, "'" + name + "' should be a whole number");
        }
        return (int) number;
    }

    <E extends Enum<E>> E choice(String name, Class<E> of) throws InvalidConfiguration {
        String text = text(name);
        return Arrays.stream(of.getEnumConstants())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> wrong(
                        at,
                        "'" + name + "' is '" + text + "'; it should be one of "
                                + Arrays.stream(of.getEnumConstants())
                                        .map(each -> each.name().toLowerCase(Locale.ROOT))
                                        .toList()));
    }

    /** @param otherwise where it is not given */
    <E extends Enum<E>> E choice(String name, Class<E> of, E otherwise) throws InvalidConfiguration {
        return take(name) == null ? otherwise : choice(name, of);
    }

    void end() throws InvalidConfiguration {
        for (String name : fields.keySet()) {
            if (!known.contains(name)) {
                throw wrong(at, "'" + name + "' is not a field here; known are " + known);
            }
        }
    }

    InvalidConfiguration wrong(String why) {
        return wrong(at, why);
    }

    private InvalidConfiguration wrong(Node node, String why) {
        return new InvalidConfiguration(file + ":" + (node.getStartMark().getLine() + 1) + ": " + why);
    }
}
