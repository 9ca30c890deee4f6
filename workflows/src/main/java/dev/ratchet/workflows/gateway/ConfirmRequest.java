package dev.ratchet.workflows.gateway;

import org.jspecify.annotations.Nullable;

/**
 * One person's wish to put a held change of master data in force.
 *
 * @param hash of the change as the person saw it
 * @param as on whose behalf; absent for the token's own person
 */
public record ConfirmRequest(
        long number, String hash, @Nullable String as) {}
