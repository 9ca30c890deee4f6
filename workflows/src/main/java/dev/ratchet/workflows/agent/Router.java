package dev.ratchet.workflows.agent;

import dev.ratchet.workflows.agent.Rules.InvalidRules;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Rulebook;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Applies a rule book's two lists. Compiling costs half a millisecond a rule, so the last rule book is kept compiled;
 * that is a memo of a pure function and changes no answer.
 */
public final class Router {
    private final SortedMap<String, FactType> routingFacts;
    private final SortedMap<String, FactType> policyFacts;
    private final AtomicReference<@Nullable Both> last = new AtomicReference<>();

    private record Both(Digest hash, Rules routing, Rules policy) {}

    public Router(SortedMap<String, FactType> routingFacts, SortedMap<String, FactType> policyFacts) {
        this.routingFacts = routingFacts;
        this.policyFacts = policyFacts;
    }

    /** Which route; the rule's {@code then} is a {@link Route}. */
    public Ruling route(Rulebook book, SortedMap<String, Object> facts) {
        return compiled(book).routing().apply(facts);
    }

    /** Whose authority; the rule's {@code then} is a word of the agent. */
    public Ruling policy(Rulebook book, SortedMap<String, Object> facts) {
        return compiled(book).policy().apply(facts);
    }

    /** @throws InvalidRules when the book cannot be used with these facts or names a route that there is not */
    public void check(Rulebook book) throws InvalidRules {
        compile(book);
        for (Rulebook.Rule rule : book.routing()) {
            try {
                Route.valueOf(rule.then());
            } catch (IllegalArgumentException e) {
                throw new InvalidRules("rule '" + rule.id() + "': '" + rule.then() + "' is not a route; use one of "
                        + java.util.Arrays.toString(Route.values()));
            }
        }
    }

    private Both compiled(Rulebook book) {
        Both known = last.get();
        if (known != null && known.hash().equals(book.hash())) {
            return known;
        }
        try {
            Both fresh = compile(book);
            last.set(fresh);
            return fresh;
        } catch (InvalidRules e) {
            throw new IllegalArgumentException("the rule book was checked when it was loaded", e);
        }
    }

    private Both compile(Rulebook book) throws InvalidRules {
        return new Both(
                book.hash(),
                Rules.compile(book, book.routing(), routingFacts),
                Rules.compile(book, book.policy(), policyFacts));
    }
}
