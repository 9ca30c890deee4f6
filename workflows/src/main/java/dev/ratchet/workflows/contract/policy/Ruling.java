package dev.ratchet.workflows.contract.policy;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A decision by rule, with what is needed to explain it. The bundle beside it names the rule book.
 *
 * @param rule id of the rule that matched first
 * @param then what it decides
 * @param with its parameters
 * @param facts those the rule looked at, as {@code name=value}; none for a default, which looks at nothing
 */
public record Ruling(String rule, String then, SortedMap<String, String> with, String why, List<String> facts) {
    public Ruling {
        with = Collections.unmodifiableSortedMap(new TreeMap<>(with));
        facts = List.copyOf(facts);
    }
}
