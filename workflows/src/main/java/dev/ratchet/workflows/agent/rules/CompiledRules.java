package dev.ratchet.workflows.agent.rules;

import dev.ratchet.workflows.contract.policy.Rulebook;
import dev.ratchet.workflows.contract.policy.Ruling;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A rule book that has been checked and compiled for the facts of one agent. Applying it is pure. */
public final class CompiledRules {
    private final Rulebook book;
    private final RuleList routing;
    private final RuleList policy;

    private CompiledRules(Rulebook book, RuleList routing, RuleList policy) {
        this.book = book;
        this.routing = routing;
        this.policy = policy;
    }

    /** What the two lists decided. */
    public record Decided(Ruling route, @Nullable Ruling policy) {}

    /**
     * Takes milliseconds: keep the result.
     *
     * @throws InvalidRules when a rule does not compile over these facts, names a route or a decision that there is not, or
     *     asks a person without a role; or when a list does not end in a total default
     */
    public static CompiledRules compile(Rulebook book, RuleFacts facts) throws InvalidRules {
        CompiledRules compiled = new CompiledRules(
                book,
                RuleList.compile(book.routing(), facts.routing()),
                RuleList.compile(book.policy(), facts.policy()));
        for (Rulebook.Rule rule : book.routing()) {
            requireWord(rule, "route", List.of(Route.values()));
        }
        for (Rulebook.Rule rule : book.policy()) {
            requireWord(rule, "decision", List.of(Authority.values()));
            if (Authority.valueOf(rule.then()).asksPerson() && !rule.with().containsKey("role")) {
                throw new InvalidRules("rule '" + rule.id() + "': " + rule.then() + " needs 'with: {role: ...}'");
            }
        }
        return compiled;
    }

    private static void requireWord(Rulebook.Rule rule, String what, List<? extends Enum<?>> words)
            throws InvalidRules {
        if (words.stream().noneMatch(word -> word.name().equals(rule.then()))) {
            throw new InvalidRules(
                    "rule '" + rule.id() + "': '" + rule.then() + "' is not a " + what + "; use one of " + words);
        }
    }

    public Rulebook book() {
        return book;
    }

    /**
     * @param routingFacts without {@link RuleFacts#AUTHORITY}
     * @param policyFacts absent while there is nothing to be authorized
     * @throws IllegalArgumentException when a condition cannot be evaluated over these facts; nobody may guess
     */
    public Decided decide(SortedMap<String, Object> routingFacts, @Nullable SortedMap<String, Object> policyFacts) {
        Ruling authority = policyFacts == null ? null : policy.apply(policyFacts);
        SortedMap<String, Object> facts = new TreeMap<>(routingFacts);
        facts.put(
                RuleFacts.AUTHORITY,
                Stream.ofNullable(authority).map(Ruling::then).findFirst().orElse(""));
        return new Decided(routing.apply(facts), authority);
    }
}
