package dev.ratchet.activities.masterdata;

import dev.ratchet.activities.masterdata.MasterData.Problem;
import dev.ratchet.activities.masterdata.MasterFile.At;
import dev.ratchet.workflows.contract.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The fields of one YAML mapping, taken by name and noted when they are not as they should be. Scalars are taken as they
 * are written, so a tax id {@code 0123} or {@code 12E4} stays what it is.
 */
final class Fields {
    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,20}(\\.[0-9]{1,20})?");

    private final String path;
    private final int line;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Problems problems;

    private Fields(MappingNode node, String path, Problems problems) {
        this.path = path;
        this.line = line(node);
        this.problems = problems;
        for (NodeTuple tuple : node.getValue()) {
            String name = tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "?";
            if (values.put(name, tuple.getValueNode()) != null) {
                problem(tuple.getKeyNode(), name, "is there twice; keep one of them");
            }
        }
    }

    /** The mapping's fields, or a problem and null when it is none. */
    static @Nullable Fields of(Node node, String path, Problems problems) {
        if (node instanceof MappingNode mapping) {
            return new Fields(mapping, path, problems);
        }
        problems.add(new Problem(line(node), path, "must have fields, such as 'id: ACME'"));
        return null;
    }

    int line() {
        return line;
    }

    /** Notes every field that is not one of these. */
    Fields only(String... names) {
        List<String> known = List.of(names);
        values.forEach((name, node) -> {
            if (!known.contains(name)) {
                problem(node, name, "is not known here; the fields are " + String.join(", ", names));
            }
        });
        return this;
    }

    /** Each mapping of a list; none when the field is absent. */
    List<Fields> items(String name) {
        List<Fields> items = new ArrayList<>();
        List<Node> nodes = list(name);
        for (int i = 0; i < nodes.size(); i++) {
            Fields fields = of(nodes.get(i), at(name + "[" + i + "]"), problems);
            if (fields != null) {
                items.add(fields);
            }
        }
        return items;
    }

    @Nullable
    At text(String name, Pattern form, String right) {
        Node node = present(name);
        if (node == null) {
            problems.add(new Problem(line, at(name), "is missing; it must be " + right));
            return null;
        }
        return scalar(node, name, form, right);
    }

    List<At> texts(String name, Pattern form, String right) {
        List<At> texts = new ArrayList<>();
        List<Node> nodes = list(name);
        for (int i = 0; i < nodes.size(); i++) {
            At text = scalar(nodes.get(i), name + "[" + i + "]", form, right);
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    boolean flag(String name, boolean absent) {
        Node node = present(name);
        if (node == null) {
            return absent;
        }
        String value = node instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (!value.equals("true") && !value.equals("false")) {
            problem(node, name, "must be true or false");
        }
        return value.equals("true");
    }

    @Nullable
    String currency(String name) {
        Node node = present(name);
        if (node == null) {
            problems.add(new Problem(line, at(name), "is missing; it must be an ISO 4217 code such as EUR"));
            return null;
        }
        if (!(node instanceof ScalarNode scalar)) {
            notText(node, name);
            return null;
        }
        return currency(scalar, name, scalar.getValue());
    }

    /** An amount in minor units of the currency; null, with a problem, when it is none. */
    @Nullable
    Long amount(String name, @Nullable String currency) {
        Node node = present(name);
        if (node == null) {
            problems.add(new Problem(line, at(name), "is missing; it must be an amount such as 1250.00"));
            return null;
        }
        return amount(node, name, currency);
    }

    /** Amounts by currency, in minor units; empty when the field is absent. */
    Map<String, Long> amounts(String name) {
        Map<String, Long> amounts = new TreeMap<>();
        Node node = present(name);
        if (node == null) {
            return amounts;
        }
        if (!(node instanceof MappingNode mapping)) {
            problem(node, name, "must be amounts by currency, such as {EUR: 1250.00}");
            return amounts;
        }
        Fields byCurrency = new Fields(mapping, at(name), problems);
        byCurrency.values.forEach((code, value) -> {
            String currency = byCurrency.currency(value, code, code);
            Long amount = currency == null ? null : byCurrency.amount(value, code, currency);
            if (currency != null && amount != null) {
                amounts.put(currency, amount);
            }
        });
        return amounts;
    }

    private @Nullable String currency(Node node, String name, String code) {
        try {
            Money.exponent(code);
            return code;
        } catch (IllegalArgumentException e) {
            problem(node, name, e.getMessage() + "; it must be one such as EUR");
            return null;
        }
    }

    private @Nullable Long amount(Node node, String name, @Nullable String currency) {
        String text = node instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (!AMOUNT.matcher(text).matches()) {
            problem(node, name, "must be an amount of 0 or more such as 1250.00, without thousands separators");
            return null;
        }
        if (currency == null) {
            return null;
        }
        BigDecimal amount = new BigDecimal(text);
        try {
            return Money.of(currency, amount).minor();
        } catch (ArithmeticException e) {
            problem(
                    node,
                    name,
                    amount.stripTrailingZeros().scale() > Money.exponent(currency)
                            ? "has more decimals than " + currency + ", which has " + Money.exponent(currency)
                            : "is too large; an amount has at most 18 digits with its decimals");
            return null;
        }
    }

    private @Nullable At scalar(Node node, String name, Pattern form, String right) {
        if (!(node instanceof ScalarNode scalar)) {
            notText(node, name);
            return null;
        }
        if (!form.matcher(scalar.getValue()).matches()) {
            problem(node, name, "must be " + right);
            return null;
        }
        return new At(scalar.getValue(), line(node), at(name));
    }

    private void notText(Node node, String name) {
        problem(node, name, "must be a single value");
    }

    private List<Node> list(String name) {
        Node node = present(name);
        if (node == null) {
            return List.of();
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        problem(node, name, "must be a list, each item on a line of its own after '- '");
        return List.of();
    }

    private @Nullable Node present(String name) {
        Node node = values.get(name);
        return node == null || node.getTag().equals(Tag.NULL) ? null : node;
    }

    private void problem(Node node, String name, String why) {
        problems.add(new Problem(line(node), at(name), why));
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
