package dev.ratchet.activities.evaluation;

import dev.ratchet.workflows.contract.TenantId;
import java.util.Optional;

/** What people call documents. */
public interface DocumentNames {
    /** Empty when there is none of this id. */
    Optional<String> name(TenantId tenant, String document);
}
