package dev.ratchet.workflows.gateway;

import dev.ratchet.workflows.contract.Digest;
import org.jspecify.annotations.Nullable;

/**
 * One person's wish to have a run started.
 *
 * @param intake what that person uploaded for it
 * @param name what the person calls it, for display
 * @param again whether it is started once more when a run of the same intake has finished
 * @param as on whose behalf; absent for the token's own person
 */
public record StartRequest(
        String agent,
        Digest intake,
        String name,
        boolean again,
        @Nullable String as) {}
