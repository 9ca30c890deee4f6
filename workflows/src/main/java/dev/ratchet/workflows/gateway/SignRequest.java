package dev.ratchet.workflows.gateway;

import dev.ratchet.workflows.contract.Digest;
import org.jspecify.annotations.Nullable;

/**
 * One person's wish to consent.
 *
 * @param intent as the person saw it
 * @param as on whose behalf; absent for the token's own person
 */
public record SignRequest(
        String workflowId, Digest intent, @Nullable String as) {}
