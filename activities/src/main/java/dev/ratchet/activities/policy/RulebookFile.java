package dev.ratchet.activities.policy;

import dev.ratchet.activities.yaml.BoundedYaml;
import dev.ratchet.activities.yaml.InvalidYaml;
import dev.ratchet.activities.yaml.YamlBounds;
import dev.ratchet.workflows.agent.rules.CompiledRules;
import dev.ratchet.workflows.agent.rules.InvalidRules;
import dev.ratchet.workflows.agent.rules.RuleFacts;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.policy.Rulebook;
import dev.ratchet.workflows.contract.policy.Rulebook.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A rule book as people write it: YAML, read strictly, every complaint with its line. */
public final class RulebookFile {
    /** Room for thousands of rules; a rule is four deep. */
    static final YamlBounds BOUNDS = new YamlBounds(1024 * 1024, 10, 50_000);

    private RulebookFile() {}

    /** The rule book that this product ships with for an agent. */
    public static AgentRules shipped(String agent, RuleFacts facts) {
        String name = "/rules/" + agent + ".yaml";
        try (InputStream in = RulebookFile.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("no rule book is shipped as " + name);
            }
            return AgentRules.of(agent, facts, name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException | InvalidRules e) {
            throw new IllegalStateException("the shipped rules are valid: " + e.getMessage(), e);
        }
    }

    /**
     * @param name of the file, for complaints
     * @throws InvalidRules naming file, line and what would be right
     */
    static CompiledRules compile(String name, String yaml, RuleFacts facts) throws InvalidRules {
        try {
            return CompiledRules.compile(book(yaml), facts);
        } catch (InvalidYaml e) {
            throw new InvalidRules(name + (e.line() == 0 ? "" : ":" + e.line()) + ": the file " + e.getMessage());
        } catch (Misplaced e) {
            throw new InvalidRules(name + ":" + (e.node.getStartMark().getLine() + 1) + ": " + e.getMessage());
        } catch (InvalidRules e) {
            throw new InvalidRules(name + ": " + e.getMessage());
        }
    }

    /** The hash by which runs name the book, over its text without the white space around it. */
    public static Digest hash(String yaml) {
        return Digest.of(yaml.replace("\r\n", "\n").strip());
    }

    private static Rulebook book(String yaml) throws InvalidRules, InvalidYaml {
        Node root = BoundedYaml.compose(yaml, BOUNDS);
        if (root == null) {
            throw new InvalidRules("the file is empty; it needs version, routing and policy");
        }
        Map<String, Node> fields = fields(root, Set.of("version", "routing", "policy"), Set.of());
        return new Rulebook(
                text(fields, "version"),
                hash(yaml),
                rules(java.util.Objects.requireNonNull(fields.get("routing"))),
                rules(java.util.Objects.requireNonNull(fields.get("policy"))));
    }

    private static List<Rule> rules(Node node) {
        if (!(node instanceof SequenceNode sequence)) {
            throw new Misplaced(node, "a list of rules is expected here");
        }
        List<Rule> rules = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            Map<String, Node> fields = fields(item, Set.of("id", "when", "then", "why"), Set.of("with"));
            Map<String, String> with = new TreeMap<>();
            Node parameters = fields.get("with");
            if (parameters instanceof MappingNode mapping) {
                for (NodeTuple tuple : mapping.getValue()) {
                    with.put(scalar(tuple.getKeyNode()), scalar(tuple.getValueNode()));
                }
            } else if (parameters != null) {
                throw new Misplaced(parameters, "'with' is a mapping such as {role: clerk}");
            }
            rules.add(new Rule(
                    text(fields, "id"), text(fields, "when"), text(fields, "then"), with, text(fields, "why")));
        }
        return rules;
    }

    private static Map<String, Node> fields(Node node, Set<String> required, Set<String> optional) {
        if (!(node instanceof MappingNode mapping)) {
            throw new Misplaced(node, "a mapping is expected here");
        }
        Map<String, Node> fields = new TreeMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String name = scalar(tuple.getKeyNode());
            if (!required.contains(name) && !optional.contains(name)) {
                throw new Misplaced(tuple.getKeyNode(), "'" + name + "' is not a field here");
            }
            if (fields.put(name, tuple.getValueNode()) != null) {
                throw new Misplaced(tuple.getKeyNode(), "'" + name + "' is given twice");
            }
        }
        for (String name : new java.util.TreeSet<>(required)) {
            if (!fields.containsKey(name)) {
                throw new Misplaced(node, "'" + name + "' is missing");
            }
        }
        return fields;
    }

    private static String text(Map<String, Node> fields, String name) {
        return scalar(java.util.Objects.requireNonNull(fields.get(name)));
    }

    private static String scalar(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw new Misplaced(node, "a text is expected here");
    }

    private static final class Misplaced extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Node node;

        Misplaced(Node node, String why) {
            super(why);
            this.node = node;
        }
    }
}
