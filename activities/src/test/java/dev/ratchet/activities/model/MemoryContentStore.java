package dev.ratchet.activities.model;

import dev.ratchet.activities.content.ContentStore;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Enough of a store for tests of what is above it. */
public final class MemoryContentStore implements ContentStore {
    private final Map<String, byte[]> bodies = new ConcurrentHashMap<>();

    @Override
    public DocumentRef put(TenantId tenant, InputStream bytes, long cap) throws IOException {
        byte[] body = bytes.readAllBytes();
        if (body.length > cap) {
            throw new TooLargeException(cap);
        }
        Digest digest = Digest.of(body);
        bodies.put(tenant + "/" + digest, body);
        return new DocumentRef(tenant, digest, body.length);
    }

    @Override
    public Optional<byte[]> get(TenantId tenant, Digest digest) {
        return Optional.ofNullable(bodies.get(tenant + "/" + digest));
    }

    @Override
    public void forget(TenantId tenant, Collection<Digest> digests) {
        digests.forEach(digest -> bodies.remove(tenant + "/" + digest));
    }
}
