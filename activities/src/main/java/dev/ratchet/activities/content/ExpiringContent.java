package dev.ratchet.activities.content;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/**
 * Content that has an end: what models were asked and said, files of indexes. Storing the same bytes again keeps them from then on. Apart from
 * documents and from all that runs and books refer to for ever, so nothing of that can be removed here.
 */
public interface ExpiringContent extends ContentStore {

    /**
     * Removes what was stored last before so long.
     *
     * @return how many bodies are gone
     */
    default int purge(TenantId tenant, Duration olderThan) throws IOException {
        return purge(tenant, olderThan, Set.of());
    }

    /** The same, but never these. */
    int purge(TenantId tenant, Duration olderThan, Set<Digest> except) throws IOException;
}
