package dev.ratchet.activities.retrieval.lucene;

import dev.ratchet.activities.content.ExpiringContent;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** A store whose disk is full: it can be read. */
record RefusingContent(ExpiringContent store) implements ExpiringContent {
    @Override
    public DocumentRef put(TenantId tenant, InputStream bytes, long cap) throws IOException {
        throw new IOException("no space left");
    }

    @Override
    public Optional<byte[]> get(TenantId tenant, Digest digest) throws IOException {
        return store.get(tenant, digest);
    }

    @Override
    public int purge(TenantId tenant, Duration olderThan, Set<Digest> except) {
        return 0;
    }

    @Override
    public void forget(TenantId tenant, Collection<Digest> digests) {}
}
