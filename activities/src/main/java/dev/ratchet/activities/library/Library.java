package dev.ratchet.activities.library;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.retrieval.DocumentVersion;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is in a tenant's library, for those who show it, and the removal of a document. */
public interface Library {

    /**
     * A version that was published.
     *
     * @param current whether questions are answered from it
     * @param body digest of its text with positions, in the content store
     * @param passages digest of the list of its passages
     * @param count how many there are, 1 or more
     * @param uploader who brought it in
     */
    record Shelved(
            String name,
            DocumentVersion version,
            boolean current,
            String format,
            Digest body,
            Digest passages,
            int count,
            String uploader,
            Instant at) {}

    /**
     * The current versions, by name.
     *
     * @param after name of the last one seen; absent for the first page
     * @param most 1 or more
     */
    List<Shelved> documents(TenantId tenant, @Nullable String after, int most);

    /** Whether the document is there and this is the version that questions are answered from. */
    boolean isCurrent(TenantId tenant, DocumentVersion version);

    /** Every published version of a document, the newest number first; empty when it was removed, or was never there. */
    List<Shelved> versions(TenantId tenant, String document);

    /**
     * Takes a document with all its versions off the tables, and leaves on record who did so. Its passages leave the index, and its
     * texts the content store, when a worker finishes the removal.
     *
     * @return false when there is no such document; then nothing happens
     */
    boolean remove(TenantId tenant, String document, String person);

    /** Whether a document was removed and no worker has finished that yet. */
    boolean beingRemoved(TenantId tenant, String document);
}
