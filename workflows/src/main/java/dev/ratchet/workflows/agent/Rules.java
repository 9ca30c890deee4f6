package dev.ratchet.workflows.agent;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.ratchet.workflows.contract.Rulebook;
import dev.ratchet.workflows.contract.Rulebook.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One list of rules, compiled. Evaluation is pure: first match wins, and a list without a total default cannot be
 * compiled.
 */
public final class Rules {
    private final Rulebook book;
    private final List<Compiled> compiled;

    /**
     * @param facts that the condition names, sorted
     * @param last what it was asked last: documents in a row differ in few facts, and evaluating all of them would
     *     be two fifths of a run's computing. A memo of a pure function; it changes no answer
     */
    private record Compiled(
            Rule rule, CelRuntime.Program program, List<String> facts, AtomicReference<@Nullable Evaluated> last) {}

    /** @param values of the facts that a condition names, in their order */
    private record Evaluated(List<Object> values, boolean matches) {}

    /** A rule that cannot be used. */
    public static final class InvalidRules extends Exception {
        private static final long serialVersionUID = 1;

        public InvalidRules(String message) {
            super(message);
        }
    }

    private Rules(Rulebook book, List<Compiled> compiled) {
        this.book = book;
        this.compiled = compiled;
    }

    /**
     * @param list of {@code book}: its routing or its policy
     * @param facts every fact a condition may name
     * @throws InvalidRules naming the rule and, for a condition, line and column
     */
    public static Rules compile(Rulebook book, List<Rule> list, SortedMap<String, FactType> facts) throws InvalidRules {
        if (list.isEmpty() || !list.get(list.size() - 1).when().strip().equals("true")) {
            throw new InvalidRules("the last rule must be a total default: its condition must be 'true'");
        }
        CelBuilder builder = CelFactory.standardCelBuilder();
        facts.forEach((name, type) -> builder.addVar(
                name,
                switch (type) {
                    case TEXT -> SimpleType.STRING;
                    case NUMBER -> SimpleType.INT;
                    case FLAG -> SimpleType.BOOL;
                }));
        builder.setResultType(SimpleType.BOOL);
        Cel cel = builder.build();
        List<Compiled> compiled = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (Rule rule : list) {
            if (ids.contains(rule.id())) {
                throw new InvalidRules("two rules are called '" + rule.id() + "'");
            }
            ids.add(rule.id());
            compiled.add(compile(cel, rule, facts));
        }
        return new Rules(book, compiled);
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
            return new Compiled(rule, cel.createProgram(tree), named, new AtomicReference<>());
        } catch (CelValidationException | CelEvaluationException e) {
            throw new InvalidRules("rule '" + rule.id() + "': " + e.getMessage());
        }
    }

    /**
     * @param facts a value for every declared fact: String, Long or Boolean
     * @throws IllegalArgumentException when a condition cannot be evaluated over these facts; the run must not guess
     */
    public Ruling apply(SortedMap<String, Object> facts) {
        for (Compiled candidate : compiled) {
            if (matches(candidate, facts)) {
                List<String> looked = candidate.facts().isEmpty() ? List.copyOf(facts.keySet()) : candidate.facts();
                return new Ruling(
                        candidate.rule().id(),
                        candidate.rule().then(),
                        new TreeMap<>(candidate.rule().with()),
                        candidate.rule().why(),
                        book.version(),
                        book.hash(),
                        looked.stream()
                                .map(name -> name + "=" + facts.get(name))
                                .toList());
            }
        }
        throw new IllegalArgumentException("a compiled list of rules ends in a total default");
    }

    private static boolean matches(Compiled candidate, Map<String, Object> facts) {
        List<Object> values = candidate.facts().stream().map(facts::get).toList();
        Evaluated last = candidate.last().get();
        if (last != null && last.values().equals(values)) {
            return last.matches();
        }
        try {
            boolean matches = (Boolean) candidate.program().eval(facts);
            candidate.last().set(new Evaluated(values, matches));
            return matches;
        } catch (CelEvaluationException e) {
            throw new IllegalArgumentException(
                    "rule '" + candidate.rule().id() + "' cannot be evaluated: " + e.getMessage(), e);
        }
    }
}
