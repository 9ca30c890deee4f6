package dev.ratchet.workflows.agent;

import dev.ratchet.workflows.contract.Digest;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A decision by rule, with everything needed to explain it.
 *
 * @param rule id of the rule that matched first
 * @param then what it decides
 * @param with its parameters
 * @param facts those the rule looked at, as {@code name=value}; all of them for a default
 */
public record Ruling(
        String rule,
        String then,
        SortedMap<String, String> with,
        String why,
        String version,
        Digest rules,
        List<String> facts) {
    public Ruling {
        with = Collections.unmodifiableSortedMap(new TreeMap<>(with));
        facts = List.copyOf(facts);
    }
}
