package dev.ratchet.activities.documents.form;

import dev.ratchet.activities.yaml.BoundedYaml;
import dev.ratchet.activities.yaml.InvalidYaml;
import dev.ratchet.activities.yaml.YamlBounds;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Proposal;
import dev.ratchet.workflows.contract.invoice.DocumentActivities.ProveFields;
import dev.ratchet.workflows.contract.invoice.ExtractedFields;
import dev.ratchet.workflows.contract.invoice.ExtractedFields.Claim;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import java.util.ArrayList;
import java.util.Comparator;
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

/** Reads a form that a person filled. Values are taken as they are written; what is empty is not claimed. */
public final class FilledForm {
    /** As much as a proposal holds, with comments. */
    public static final int MOST_BYTES = 128 * 1024;

    private static final YamlBounds BOUNDS = new YamlBounds(MOST_BYTES, 8, 4_000);
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern AMOUNT = Pattern.compile("-?\\d{1,13}(\\.\\d{1,6})?");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Pattern ANY = Pattern.compile("(?s).*");
    private static final String A_DATE = "should be a date such as 2026-11-21";
    private static final String AN_AMOUNT = "should be an amount such as 1234.50";
    private static final String A_CURRENCY = "should be an ISO 4217 code such as EUR";
    private static final String TEXT = "should be a text";

    private static final List<String> FIELDS = List.of(
            "number",
            "issueDate",
            "supplierName",
            "supplierTaxId",
            "currency",
            "net",
            "tax",
            "gross",
            "iban",
            "orderNumber",
            "correctedNumber",
            "kind",
            "lines");

    private final List<Problem> problems = new ArrayList<>();

    private FilledForm() {}

    /** @param line 1-based, 0 when the problem has no line */
    public record Problem(int line, String field, String why) {}

    /** Every problem of a form, by line. */
    public static final class Invalid extends Exception {
        private static final long serialVersionUID = 1;
        private final transient List<Problem> problems;

        Invalid(List<Problem> problems) {
            super("the form has " + problems.size() + (problems.size() == 1 ? " problem" : " problems")
                    + "; nothing was proposed");
            this.problems = List.copyOf(problems);
        }

        public List<Problem> problems() {
            return problems;
        }
    }

    /**
     * What the person proposes.
     *
     * @throws Invalid naming each line and what would be right
     */
    public static Proposal read(String yaml) throws Invalid {
        FilledForm form = new FilledForm();
        ExtractedFields fields = form.fields(yaml);
        if (!form.problems.isEmpty()) {
            form.problems.sort(Comparator.comparingInt(Problem::line));
            throw new Invalid(form.problems);
        }
        String arguments = CanonicalJson.of(new TreeMap<>(Map.of("fields", fields)));
        if (arguments.length() > Proposal.MOST_CHARACTERS) {
            throw new Invalid(List.of(new Problem(
                    0,
                    "",
                    "all values together have " + arguments.length() + " characters and should have at most "
                            + Proposal.MOST_CHARACTERS + "; leave out the lines' evidence, or all lines")));
        }
        return new Proposal(ProveFields.ACTION, arguments);
    }

    private ExtractedFields fields(String yaml) throws Invalid {
        Map<String, Node> form = top(yaml);
        return new ExtractedFields(
                required(form, "number", ANY, TEXT),
                required(form, "issueDate", DATE, A_DATE),
                claim(form, "supplierName", ANY, TEXT),
                claim(form, "supplierTaxId", ANY, TEXT),
                required(form, "currency", CURRENCY, A_CURRENCY),
                claim(form, "net", AMOUNT, AN_AMOUNT),
                claim(form, "tax", AMOUNT, AN_AMOUNT),
                required(form, "gross", AMOUNT, AN_AMOUNT),
                claim(form, "iban", ANY, TEXT),
                claim(form, "orderNumber", ANY, TEXT),
                claim(form, "correctedNumber", ANY, TEXT),
                kind(form.get("kind")),
                lines(form.get("lines")));
    }

    private Map<String, Node> top(String yaml) throws Invalid {
        try {
            Node node = BoundedYaml.compose(yaml, BOUNDS);
            if (node == null) {
                throw new Invalid(List.of(new Problem(0, "", "is empty; 'ratchet fields' prints the form")));
            }
            Map<String, Node> form = mapping(node, "", FIELDS);
            if (!(node instanceof MappingNode)) {
                throw new Invalid(problems);
            }
            return form;
        } catch (InvalidYaml e) {
            throw new Invalid(List.of(new Problem(e.line(), "", String.valueOf(e.getMessage()))));
        }
    }

    private Map<String, Node> mapping(Node node, String path, List<String> names) {
        Map<String, Node> fields = new LinkedHashMap<>();
        if (!(node instanceof MappingNode mapping)) {
            problem(node, path, "should have the fields " + String.join(", ", names));
            return fields;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            String name = tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "?";
            String at = path.isEmpty() ? name : path + "." + name;
            if (!names.contains(name)) {
                problem(tuple.getKeyNode(), at, "is not known here; the fields are " + String.join(", ", names));
            } else if (fields.put(name, tuple.getValueNode()) != null) {
                problem(tuple.getKeyNode(), at, "is there twice; keep one of them");
            }
        }
        return fields;
    }

    @SuppressWarnings("NullAway") // a problem is noted, and then nothing is made of the fields
    private Claim required(Map<String, Node> form, String name, Pattern shape, String right) {
        int before = problems.size();
        Claim claim = claim(form, name, shape, right);
        if (claim == null && problems.size() == before) {
            Node node = form.get(name);
            problems.add(new Problem(
                    node == null ? 0 : line(node),
                    name,
                    "is missing; every invoice has it" + (right.equals(TEXT) ? "" : ", and it " + right)));
        }
        return claim;
    }

    /** Absent when it is empty. */
    private @Nullable Claim claim(Map<String, Node> form, String name, Pattern shape, String right) {
        Node node = form.get(name);
        if (node == null) {
            return null;
        }
        Node value = node;
        String evidence = "";
        if (node instanceof MappingNode) {
            Map<String, Node> parts = mapping(node, name, List.of("value", "evidence"));
            value = parts.get("value");
            evidence = text(parts.get("evidence"), name + ".evidence", ANY, TEXT);
        }
        int before = problems.size();
        String said = text(value, name, shape, right);
        if (said.isEmpty() && !evidence.isEmpty() && problems.size() == before) {
            problem(node, name, "has evidence and no value");
        }
        return said.isEmpty() ? null : new Claim(said, evidence);
    }

    private String text(@Nullable Node node, String name, Pattern shape, String right) {
        if (node == null) {
            return "";
        }
        if (!(node instanceof ScalarNode scalar)) {
            problem(node, name, right);
            return "";
        }
        boolean none = scalar.isPlain()
                && (scalar.getValue().equals("~") || scalar.getValue().equals("null"));
        String value = none ? "" : scalar.getValue().strip();
        if (!value.isEmpty() && !shape.matcher(value).matches()) {
            problem(node, name, right + ", not '" + shortened(value) + "'");
            return "";
        }
        if (value.length() > 200) {
            problem(node, name, "should have at most 200 characters, not " + value.length());
            return "";
        }
        return value;
    }

    private static String shortened(String value) {
        return value.length() > 40 ? value.substring(0, 40) + "…" : value;
    }

    private InvoiceFacts.Kind kind(@Nullable Node node) {
        String kind = node instanceof ScalarNode scalar ? scalar.getValue().strip() : "";
        if (kind.equals(InvoiceFacts.Kind.CREDIT_NOTE.name())) {
            return InvoiceFacts.Kind.CREDIT_NOTE;
        }
        if (!kind.equals(InvoiceFacts.Kind.INVOICE.name())) {
            problems.add(new Problem(node == null ? 0 : line(node), "kind", "should be INVOICE or CREDIT_NOTE"));
        }
        return InvoiceFacts.Kind.INVOICE;
    }

    private List<ExtractedFields.Line> lines(@Nullable Node node) {
        List<ExtractedFields.Line> lines = new ArrayList<>();
        if (node == null
                || (node instanceof ScalarNode empty && empty.getValue().isEmpty())) {
            return lines;
        }
        if (!(node instanceof SequenceNode items)) {
            problem(node, "lines", "should be a list, each with an amount, or []");
            return lines;
        }
        for (Node item : items.getValue()) {
            String at = "lines[" + lines.size() + "]";
            Map<String, Node> parts = mapping(item, at, List.of("quantity", "unitPrice", "amount", "evidence"));
            int before = problems.size();
            String amount = text(parts.get("amount"), at + ".amount", AMOUNT, AN_AMOUNT);
            if (amount.isEmpty() && problems.size() == before) {
                problem(item, at + ".amount", "is missing; it " + AN_AMOUNT);
            }
            String quantity =
                    text(parts.get("quantity"), at + ".quantity", AMOUNT, "should be a number such as 2 or 1.5");
            String price = text(parts.get("unitPrice"), at + ".unitPrice", AMOUNT, AN_AMOUNT);
            lines.add(new ExtractedFields.Line(
                    quantity.isEmpty() ? null : quantity,
                    price.isEmpty() ? null : price,
                    amount,
                    text(parts.get("evidence"), at + ".evidence", ANY, TEXT)));
        }
        return lines;
    }

    private void problem(Node node, String field, String why) {
        problems.add(new Problem(line(node), field, why));
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
