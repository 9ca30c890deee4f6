package dev.ratchet.activities.library;

import dev.ratchet.activities.retrieval.Candidates;
import dev.ratchet.activities.retrieval.PassageIndex;
import dev.ratchet.activities.retrieval.Query;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.retrieval.DocumentVersion;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps what it is given. Something can be made to happen before it does so. */
final class InMemoryPassageIndex implements PassageIndex {
    private final Map<String, List<Indexed>> byDocument = new ConcurrentHashMap<>();
    private final Deque<Runnable> before = new ArrayDeque<>();
    int puts;

    void beforeNextPut(Runnable what) {
        before.add(what);
    }

    List<Indexed> of(String document) {
        return byDocument.getOrDefault(document, List.of());
    }

    @Override
    public void put(TenantId tenant, DocumentVersion version, List<Indexed> passages) {
        puts++;
        if (!before.isEmpty()) {
            before.remove().run();
        }
        byDocument.put(version.document(), List.copyOf(passages));
    }

    @Override
    public void delete(TenantId tenant, String document) {
        byDocument.remove(document);
    }

    @Override
    public Candidates search(TenantId tenant, Query query) {
        return Candidates.NONE;
    }

    @Override
    public long generation(TenantId tenant) {
        return 0;
    }
}
