package dev.ratchet.activities.grounding;

import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.retrieval.DocumentVersion;

/** Which version of each document of a library is in force. */
@FunctionalInterface
public interface CurrentVersions {

    /** Whether the document is there and this is its latest version. */
    boolean isCurrent(TenantId tenant, DocumentVersion version);
}
