package dev.ratchet.workflows.gateway;

import dev.ratchet.workflows.contract.Proposal;
import dev.ratchet.workflows.contract.effect.PersonStatement;
import org.jspecify.annotations.Nullable;

/**
 * What one person wishes to say to a run that waits, other than consent.
 *
 * @param why the reason of a denial, 1 to 400 characters; absent for anything else
 * @param proposal what the person proposes; absent for anything else
 * @param as on whose behalf; absent for the token's own person
 */
public record StatementRequest(
        String workflowId,
        PersonStatement.Kind kind,
        @Nullable String why,
        @Nullable Proposal proposal,
        @Nullable String as) {}
