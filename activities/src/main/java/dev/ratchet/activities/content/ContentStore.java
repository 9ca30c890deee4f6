package dev.ratchet.activities.content;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps bytes under their SHA-256, per tenant. Writing the same bytes twice is one entry. A body is there whole or not
 * at all: nothing half-written can be read.
 */
public interface ContentStore {

    /**
     * Stores a stream without holding more than a small buffer of it in memory where the implementation can.
     *
     * @param cap most bytes accepted
     * @throws TooLargeException when the stream has more than {@code cap} bytes; nothing is kept
     */
    DocumentRef put(TenantId tenant, InputStream bytes, long cap) throws IOException;

    /** Stores a body that was spooled; the caller closes it. */
    default DocumentRef put(TenantId tenant, SpooledBody body) throws IOException {
        try (InputStream bytes = body.open()) {
            return put(tenant, bytes, body.length());
        }
    }

    /**
     * The bytes, or empty when this tenant has none under that digest.
     *
     * @throws IOException also when what is kept there are other bytes
     */
    Optional<byte[]> get(TenantId tenant, Digest digest) throws IOException;

    default DocumentRef put(TenantId tenant, byte[] bytes) throws IOException {
        return put(tenant, new java.io.ByteArrayInputStream(bytes), bytes.length);
    }

    /**
     * The bytes of each that is there and is what was stored, in as few trips as the implementation can; all of them are held in
     * memory. {@link #get} tells what is wrong with one that is missing.
     */
    default Map<Digest, byte[]> getAll(TenantId tenant, Collection<Digest> digests) throws IOException {
        Map<Digest, byte[]> found = new LinkedHashMap<>();
        for (Digest digest : digests) {
            get(tenant, digest).ifPresent(bytes -> found.put(digest, bytes));
        }
        return found;
    }

    /** What is kept under a digest. */
    enum Held {
        WHOLE,
        /** Other bytes than those that were stored. */
        CHANGED,
        MISSING
    }

    /** What is kept under each of them now, hashed again where it can have been changed; one answer for each that is asked. */
    default Map<Digest, Held> held(TenantId tenant, Collection<Digest> digests) throws IOException {
        Map<Digest, Held> held = new LinkedHashMap<>();
        for (Digest digest : digests) {
            held.put(digest, get(tenant, digest).isPresent() ? Held.WHOLE : Held.MISSING);
        }
        return held;
    }

    /**
     * Stores each, in as few trips as the implementation can.
     *
     * @return one reference for each, in this order; when it throws, some may have been stored
     */
    default List<DocumentRef> putAll(TenantId tenant, List<byte[]> bodies) throws IOException {
        List<DocumentRef> refs = new ArrayList<>();
        for (byte[] body : bodies) {
            refs.add(put(tenant, body));
        }
        return refs;
    }

    /**
     * Removes bodies that nobody needs any more, for good; those that are not there are passed over. Of what is kept for ever only the
     * library asks for it, for documents that were removed, after its tables said that nothing else refers to them.
     */
    void forget(TenantId tenant, Collection<Digest> digests) throws IOException;

    /** More bytes than allowed. */
    final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1;
        private final long cap;

        public TooLargeException(long cap) {
            super("more than " + cap + " bytes");
            this.cap = cap;
        }

        public long cap() {
            return cap;
        }
    }
}
