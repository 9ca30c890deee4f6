package dev.ratchet.workflows.contract.policy;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Applies an agent's rule book to facts. The book itself stays with the worker: a history holds rulings, each with the
 * version and the hash of the book.
 */
@ActivityInterface(namePrefix = "Policy")
public interface PolicyActivities {

    @ActivityMethod
    Rulings rule(Question question);

    /**
     * Facts are a String, a Long or a Boolean, each of those that the agent declares.
     *
     * @param rules hash of the book that this run was ruled by before; absent for the one in force now
     * @param routing facts for the route, without {@code authority}, which is what policy decides
     * @param policy facts for the policy; absent while there is nothing yet to be authorized
     */
    record Question(
            TenantId tenant,
            String agent,
            @Nullable Digest rules,
            SortedMap<String, Object> routing,
            @Nullable SortedMap<String, Object> policy) {
        public Question {
            routing = facts(routing);
            policy = policy == null ? null : facts(policy);
        }

        /** JSON does not tell an int from a long; rules know whole numbers only. */
        private static SortedMap<String, Object> facts(SortedMap<String, Object> given) {
            SortedMap<String, Object> facts = new TreeMap<>();
            given.forEach((name, value) -> facts.put(name, value instanceof Integer i ? (Long) i.longValue() : value));
            return Collections.unmodifiableSortedMap(facts);
        }
    }

    /**
     * @param policy absent when the question had no facts for it
     * @param bundle of the agent, as the worker that answered runs it
     */
    record Rulings(Ruling route, @Nullable Ruling policy, Bundle bundle) {}
}
