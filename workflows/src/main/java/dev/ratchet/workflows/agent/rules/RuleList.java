package dev.ratchet.workflows.agent.rules;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.ratchet.workflows.contract.policy.Rulebook.Rule;
import dev.ratchet.workflows.contract.policy.Ruling;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** One list of rules, compiled. First match wins, and a list without a total default cannot be compiled. */
final class RuleList {
    private final List<Compiled> compiled;

    /** @param facts that the condition names, sorted */
    private record Compiled(Rule rule, CelRuntime.Program program, List<String> facts) {}

    private RuleList(List<Compiled> compiled) {
        this.compiled = compiled;
    }

    /**
     * @param facts every fact that a condition may name
     * @throws InvalidRules naming the rule and, for a condition, line and column
     */
    static RuleList compile(List<Rule> rules, SortedMap<String, FactType> facts) throws InvalidRules {
        if (rules.isEmpty() || !rules.get(rules.size() - 1).when().strip().equals("true")) {
            throw new InvalidRules("the last rule must be a total default: its condition must be 'true'");
        }
        Cel cel = cel(facts);
        List<Compiled> compiled = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (Rule rule : rules) {
            if (ids.contains(rule.id())) {
                throw new InvalidRules("two rules are called '" + rule.id() + "'");
            }
            ids.add(rule.id());
            compiled.add(compile(cel, rule, facts));
        }
        return new RuleList(compiled);
    }

    private static Cel cel(SortedMap<String, FactType> facts) {
        CelBuilder builder = CelFactory.legacyCelBuilder();
        facts.forEach((name, type) -> builder.addVar(
                name,
                switch (type) {
                    case TEXT -> SimpleType.STRING;
                    case NUMBER -> SimpleType.INT;
                    case FLAG -> SimpleType.BOOL;
                }));
        builder.setResultType(SimpleType.BOOL);
        return builder.build();
    }

    private static Compiled compile(Cel cel, Rule rule, SortedMap<String, FactType> facts) throws InvalidRules {
        try {
            CelAbstractSyntaxTree tree = cel.compile(rule.when()).getAst();
            List<String> named = tree.getReferenceMap().values().stream()
                    .map(reference -> reference.name())
                    .filter(facts::containsKey)
                    .distinct()
                    .sorted()
                    .toList();
            return new Compiled(rule, cel.createProgram(tree), named);
        } catch (CelValidationException | CelEvaluationException e) {
            throw new InvalidRules("rule '" + rule.id() + "': " + e.getMessage());
        }
    }

    /**
     * @param facts a value for every declared fact: String, Long or Boolean
     * @throws IllegalArgumentException when a condition cannot be evaluated over these facts
     */
    Ruling apply(SortedMap<String, Object> facts) {
        for (Compiled candidate : compiled) {
            if (matches(candidate, facts)) {
                Rule rule = candidate.rule();
                return new Ruling(
                        rule.id(),
                        rule.then(),
                        new TreeMap<>(rule.with()),
                        rule.why(),
                        candidate.facts().stream()
                                .map(name -> name + "=" + facts.get(name))
                                .toList());
            }
        }
        throw new IllegalStateException("a compiled list of rules ends in a total default");
    }

    private static boolean matches(Compiled candidate, SortedMap<String, Object> facts) {
        Object answer;
        try {
            answer = candidate.program().eval(facts);
        } catch (CelEvaluationException e) {
            throw new IllegalArgumentException(
                    "rule '" + candidate.rule().id() + "' cannot be evaluated: " + e.getMessage(), e);
        }
        if (answer instanceof Boolean matches) {
            return matches;
        }
        throw new IllegalArgumentException(
                "rule '" + candidate.rule().id() + "' cannot be evaluated over " + facts.keySet());
    }
}
