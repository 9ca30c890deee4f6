package dev.ratchet.activities.operation;

import dev.ratchet.workflows.contract.TenantId;
import java.time.Instant;
import java.util.Optional;

/** How operations ended, for ever. */
public interface OperationLog {

    /** @param summary one sentence */
    void ended(TenantId tenant, String operation, Instant begun, boolean well, String summary);

    /** The last one of that name. */
    Optional<Result> last(TenantId tenant, String operation);

    /** @param well false when it failed; then {@code summary} says why */
    record Result(Instant begun, Instant ended, boolean well, String summary) {}
}
