package dev.ratchet.activities.content;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.TenantId;
import java.io.IOException;
import java.io.InputStream;
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

    /** The bytes, or empty when this tenant has none under that digest. */
    Optional<byte[]> get(TenantId tenant, Digest digest) throws IOException;

    default DocumentRef put(TenantId tenant, byte[] bytes) throws IOException {
        return put(tenant, new java.io.ByteArrayInputStream(bytes), bytes.length);
    }

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
