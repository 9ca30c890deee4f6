package dev.ratchet.activities.budget;

import dev.ratchet.workflows.contract.TenantId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The budgets, for those who show and raise them. */
public interface Budgets {

    /** The role of who may raise a budget. */
    String ROLE = "budgets";

    /**
     * How a budget stands. Amounts in millionths of the accounting currency.
     *
     * @param limit as the worker knew it that reserved last; absent when there is none
     * @param raised what people added
     * @param reserved for calls that are under way
     */
    record Standing(Account account, @Nullable Long limit, long raised, long spent, long reserved) {}

    /**
     * What a person added.
     *
     * @param micros more than 0
     */
    record Raise(Account account, long micros, String person, String why, Instant at) {}

    /** The widest first; at each level the latest days and months first, then those that spent most; at most so many of each. */
    List<Standing> standings(TenantId tenant, int most);

    /** For ever on record. Takes effect with the next reservation. */
    void raise(TenantId tenant, Account account, long micros, String person, String why);

    /** The newest first. */
    List<Raise> raises(TenantId tenant, int most);
}
