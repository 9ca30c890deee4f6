package dev.ratchet.workflows.gateway.models;

import org.jspecify.annotations.Nullable;

/**
 * One person's wish to add to a budget.
 *
 * @param level {@code run}, {@code agent}, {@code tenant} or {@code day}
 * @param key a workflow id, {@code AGENT 2026-11}, {@code 2026-11} or {@code 2026-11-28}, as the level asks
 * @param amount in the accounting currency, more than 0, at most six decimals, such as {@code 25.00}
 * @param why for the record, 1 to 400 characters
 * @param as on whose behalf; absent for the token's own person
 */
public record RaiseRequest(
        String level,
        String key,
        String amount,
        String why,
        @Nullable String as) {}
