package dev.ratchet.workflows.contract;

/**
 * A document kept in the content store. Its bytes never travel through Temporal.
 *
 * @param digest of the bytes
 * @param bytes how many there are, 0 or more
 */
public record DocumentRef(TenantId tenant, Digest digest, long bytes) {
    public DocumentRef {
        if (bytes < 0) {
            throw new IllegalArgumentException("a document has 0 bytes or more");
        }
    }
}
