package dev.ratchet.workflows.gateway.models;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the budgets stand. Amounts in millionths of the currency.
 *
 * @param currency by ISO 4217
 * @param budgets the widest first
 * @param raises the newest first
 */
public record BudgetStandings(String currency, List<Standing> budgets, List<Raise> raises) {
    public BudgetStandings {
        budgets = List.copyOf(budgets);
        raises = List.copyOf(raises);
    }

    /**
     * @param level {@code run}, {@code agent}, {@code tenant} or {@code day}
     * @param limit absent when there is none
     * @param raised what people added to it
     * @param reserved for calls that are under way
     */
    public record Standing(
            String level, String key, @Nullable Long limit, long raised, long spent, long reserved) {}

    public record Raise(String level, String key, long micros, String person, String why, Instant at) {}
}
