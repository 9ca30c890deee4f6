package dev.ratchet.activities.retrieval;

import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.retrieval.DocumentVersion;
import java.util.List;

/**
 * Several indexes of the same passages, so that ways of retrieval which need different ones can be compared. A change is visible in
 * one before it is in the next; who changes them tries again until all have it.
 */
public final class EveryIndex implements PassageIndex {
    private final List<PassageIndex> indexes;

    /** @param indexes 1 or more; the first is searched */
    public EveryIndex(List<PassageIndex> indexes) {
        if (indexes.isEmpty()) {
            throw new IllegalArgumentException("passages are kept in at least one index");
        }
        this.indexes = List.copyOf(indexes);
    }

    @Override
    public void put(TenantId tenant, DocumentVersion version, List<Indexed> passages) {
        indexes.forEach(index -> index.put(tenant, version, passages));
    }

    @Override
    public void delete(TenantId tenant, String document) {
        indexes.forEach(index -> index.delete(tenant, document));
    }

    @Override
    public Candidates search(TenantId tenant, Query query) {
        return indexes.get(0).search(tenant, query);
    }

    @Override
    public long generation(TenantId tenant) {
        return indexes.get(0).generation(tenant);
    }
}
