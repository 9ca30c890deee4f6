package dev.ratchet.activities.budget;

import dev.ratchet.activities.yaml.BoundedYaml;
import dev.ratchet.activities.yaml.InvalidYaml;
import dev.ratchet.activities.yaml.YamlBounds;
import dev.ratchet.workflows.contract.Micros;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Limits as people write them:
 *
 * <pre>
 * # In the accounting currency, at most six decimals. What is not named is not limited.
 * run: 2.00          # each run
 * agents:            # each agent in a month
 *   invoice: 300.00
 * tenant: 1000.00    # all agents in a month
 * day: 50.00         # all agents in a day
 * over: WAIT         # a run that a budget cannot hold waits for a person; END: it ends
 * </pre>
 */
final class LimitsReader {
    private static final YamlBounds BOUNDS = new YamlBounds(64 * 1024, 4, 2_000);
    private static final List<String> FIELDS = List.of("run", "agents", "tenant", "day", "over");

    private final String file;
    private final SortedSet<String> known;

    private LimitsReader(String file, SortedSet<String> known) {
        this.file = file;
        this.known = known;
    }

    /**
     * @param file its name, for complaints
     * @param known agents: a limit of one that is misspelt would limit nobody
     */
    static Limits read(String file, String yaml, SortedSet<String> known) throws InvalidLimits {
        return new LimitsReader(file, known).limits(yaml);
    }

    private Limits limits(String yaml) throws InvalidLimits {
        @Nullable Node root;
        try {
            root = BoundedYaml.compose(yaml, BOUNDS);
        } catch (InvalidYaml e) {
            throw new InvalidLimits(file + (e.line() == 0 ? "" : ":" + e.line()) + ": the file " + e.getMessage());
        }
        if (root == null) {
            throw new InvalidLimits(file + ": the file is empty; it should hold some of " + FIELDS);
        }
        Map<String, Node> fields = fields(root, "the file");
        for (Map.Entry<String, Node> field : fields.entrySet()) {
            if (!FIELDS.contains(field.getKey())) {
                throw wrong(field.getValue(), "'" + field.getKey() + "' is not a field here; known are " + FIELDS);
            }
        }
        SortedMap<String, Long> agents = new TreeMap<>();
        @Nullable Node named = fields.get("agents");
        if (named != null) {
            for (Map.Entry<String, Node> agent : fields(named, "'agents'").entrySet()) {
                if (!known.contains(agent.getKey())) {
                    throw wrong(agent.getValue(), "'agents." + agent.getKey() + "' is no agent; known are " + known);
                }
                agents.put(agent.getKey(), amount("agents." + agent.getKey(), agent.getValue()));
            }
        }
        return new Limits(amount(fields, "run"), agents, amount(fields, "tenant"), amount(fields, "day"), over(fields));
    }

    private Map<String, Node> fields(Node node, String what) throws InvalidLimits {
        if (!(node instanceof MappingNode mapping)) {
            throw wrong(node, what + " should hold names and amounts, such as day: 50.00");
        }
        Map<String, Node> fields = new TreeMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
                throw wrong(tuple.getKeyNode(), "a name is expected here");
            }
            if (fields.put(name.getValue(), tuple.getValueNode()) != null) {
                throw wrong(name, "'" + name.getValue() + "' is given twice");
            }
        }
        return fields;
    }

    private @Nullable Long amount(Map<String, Node> fields, String name) throws InvalidLimits {
        @Nullable Node value = fields.get(name);
        return value == null ? null : amount(name, value);
    }

    private Limits.Over over(Map<String, Node> fields) throws InvalidLimits {
        @Nullable Node value = fields.get("over");
        if (value == null) {
            return Limits.Over.WAIT;
        }
        String text = value instanceof ScalarNode scalar ? scalar.getValue() : "a list or fields";
        for (Limits.Over over : Limits.Over.values()) {
            if (over.name().equals(text)) {
                return over;
            }
        }
        throw wrong(value, "'over' is '" + text + "'; it should be WAIT or END");
    }

    private long amount(String name, Node value) throws InvalidLimits {
        String text = value instanceof ScalarNode scalar ? scalar.getValue() : "a list or fields";
        return Micros.of(text)
                .orElseThrow(() -> wrong(
                        value,
                        "'" + name + "' is '" + text
                                + "'; it should be an amount with at most six decimals, such as 50.00"));
    }

    private InvalidLimits wrong(Node node, String why) {
        return new InvalidLimits(file + ":" + (node.getStartMark().getLine() + 1) + ": " + why);
    }
}
