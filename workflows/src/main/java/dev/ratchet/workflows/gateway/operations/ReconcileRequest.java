package dev.ratchet.workflows.gateway.operations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One person's wish to have runs, record and books compared.
 *
 * @param since runs that ended on the server before are not looked at; absent for the last thirty days
 * @param repair whether what can be mended is mended
 * @param head of the books that was kept elsewhere and that they must still hold; absent when there is none
 * @param as on whose behalf; absent for the token's own person
 */
public record ReconcileRequest(
        @Nullable Instant since,
        boolean repair,
        @Nullable String head,
        @Nullable String as) {}
