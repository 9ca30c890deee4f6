package dev.ratchet.activities.policy;

import dev.ratchet.activities.Failures;
import dev.ratchet.workflows.agent.rules.CompiledRules;
import dev.ratchet.workflows.agent.rules.InvalidRules;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.FailureType;
import dev.ratchet.workflows.contract.policy.Bundle;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The rule book that a run is held to: the one that it was ruled by first, or the one in force now. */
public final class PinnedRules {
    private final RuleBooks books;
    private final Bundles bundles;
    private final Map<CompiledRules, Bundle> made = new ConcurrentHashMap<>();

    /** @param bundles asked once for each book of an agent */
    public PinnedRules(RuleBooks books, Bundles bundles) {
        this.books = books;
        this.bundles = bundles;
    }

    /** What besides its rule book decides how an agent's runs behave in this process. */
    @FunctionalInterface
    public interface Bundles {
        Bundle of(String agent, CompiledRules rules);
    }

    /**
     * @param hash absent for the book in force now
     * @throws io.temporal.failure.ApplicationFailure {@link FailureType#RULES_INVALID} when this build cannot use that book
     * @throws IllegalArgumentException when there is no such agent or book
     */
    public CompiledRules of(String agent, @Nullable Digest hash) {
        try {
            return hash == null ? books.inForce(agent) : books.byHash(agent, hash);
        } catch (InvalidRules e) {
            throw Failures.of(FailureType.RULES_INVALID, String.valueOf(e.getMessage()), e);
        }
    }

    /** @param rules of this agent */
    public Bundle bundle(String agent, CompiledRules rules) {
        return made.computeIfAbsent(rules, book -> bundles.of(agent, book));
    }
}
