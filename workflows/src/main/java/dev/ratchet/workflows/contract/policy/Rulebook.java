package dev.ratchet.workflows.contract.policy;

import dev.ratchet.workflows.contract.Digest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Routing and policy as versioned data: lists of CEL conditions over typed facts. First match wins; the last rule of a
 * list is its total default, whose condition is {@code true}.
 *
 * @param version a person's name for this state of the rules
 * @param hash of the canonical text of all rules, made by whoever loaded them
 * @param routing chooses the planner and the capabilities; each rule's {@code then} names a Route
 * @param policy decides whose authority an effect needs
 */
public record Rulebook(String version, Digest hash, List<Rule> routing, List<Rule> policy) {

    /**
     * @param id names the rule to people, unique in its list
     * @param when a CEL expression of type bool
     * @param then the decision, in the vocabulary of its list
     * @param with named parameters of the decision, such as the approving role; values are constants
     * @param why one sentence for the person who asks
     */
    public record Rule(String id, String when, String then, Map<String, String> with, String why) {
        public Rule {
            with = java.util.Collections.unmodifiableMap(new TreeMap<>(with));
        }
    }

    /** Of an agent that asks no rules. */
    public static final Rulebook NONE = new Rulebook("none", Digest.of("none"), List.of(), List.of());

    public Rulebook {
        routing = List.copyOf(routing);
        policy = List.copyOf(policy);
    }
}
