package dev.ratchet.worker.dev.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Spans of one trace as a tree, each with its duration and attributes. */
record SpanTree(List<JsonNode> spans) {
    private static final List<String> SHOWN = List.of(
            "ratchet.step",
            "ratchet.planner",
            "ratchet.gate.verdict",
            "ratchet.observation",
            "ratchet.run.outcome",
            "ratchet.run.route",
            "gen_ai.usage.input_tokens",
            "gen_ai.usage.output_tokens",
            "ratchet.cost",
            "error.type");

    String text() {
        StringBuilder text = new StringBuilder();
        below("", "", text);
        return text.toString();
    }

    private void below(String parent, String indent, StringBuilder text) {
        for (JsonNode span : children(parent)) {
            text.append(String.format(
                    Locale.ROOT,
                    "%s%-" + (40 - indent.length()) + "s %9.1f ms  %s%n",
                    indent,
                    span.path("name").asText(),
                    (span.path("endTimeUnixNano").asLong()
                                    - span.path("startTimeUnixNano").asLong())
                            / 1e6,
                    SHOWN.stream()
                            .filter(attributes(span)::containsKey)
                            .map(key -> key.replaceFirst(".*\\.", "") + "="
                                    + attributes(span).get(key))
                            .collect(Collectors.joining(" "))));
            below(span.path("spanId").asText(), indent + "  ", text);
        }
    }

    /** In the order in which they began. */
    List<JsonNode> children(String parent) {
        return spans.stream()
                .filter(span -> span.path("parentSpanId").asText().equals(parent))
                .sorted(Comparator.<JsonNode>comparingLong(
                                span -> span.path("startTimeUnixNano").asLong())
                        .thenComparing(span -> number(span)))
                .toList();
    }

    private static long number(JsonNode span) {
        return Long.parseLong(attributes(span).getOrDefault("ratchet.step", "0"));
    }

    /** Names of the spans right below this one, in the order in which they began. */
    List<String> names(String parent) {
        List<String> names = new ArrayList<>();
        children(parent).forEach(span -> names.add(span.path("name").asText()));
        return names;
    }

    /** By key, as text. */
    static TreeMap<String, String> attributes(JsonNode span) {
        TreeMap<String, String> attributes = new TreeMap<>();
        for (JsonNode attribute : span.path("attributes")) {
            JsonNode value = attribute.path("value");
            attributes.put(
                    attribute.path("key").asText(),
                    value.elements().hasNext() ? value.elements().next().asText() : "");
        }
        return attributes;
    }
}
