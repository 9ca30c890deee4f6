package dev.ratchet.activities.retrieval;

import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.retrieval.DocumentVersion;
import dev.ratchet.workflows.contract.retrieval.Passage;
import java.util.List;
import java.util.SortedMap;

/** The passages that questions are answered from. */
public interface PassageIndex {

    /** Replaces what that document had; visible as a whole or not at all. */
    void put(TenantId tenant, DocumentVersion version, List<Indexed> passages);

    /** Nothing happens when the document has no passages. */
    void delete(TenantId tenant, String document);

    /** @param metadata {@code source} and {@code date} */
    record Indexed(Passage passage, String text, SortedMap<String, String> metadata) {}
}
