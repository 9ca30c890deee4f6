package dev.ratchet.activities.retrieval;

import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.retrieval.DocumentVersion;
import dev.ratchet.workflows.contract.retrieval.Passage;
import java.util.List;
import java.util.SortedMap;

/**
 * The passages that questions are answered from: of each document those of one version. What returned was kept for good, and every
 * worker's searches see it; a change that was cut short is visible as a whole or not at all, and may be tried again. No tenant sees
 * another's passages.
 *
 * <p>Whatever fails with the disk is an {@link java.io.UncheckedIOException}, with the database a {@code JdbiException}.
 */
public interface PassageIndex {

    /**
     * Replaces what that document had, whichever version it was of.
     *
     * @param passages all of this version; none leaves the document without any
     * @throws IllegalArgumentException when a passage is of another version, or is there twice
     */
    void put(TenantId tenant, DocumentVersion version, List<Indexed> passages);

    /** Nothing happens when the document has no passages. Afterwards nothing of its text is left here, hidden or not. */
    void delete(TenantId tenant, String document);

    /** Both rankings are of one state of the index, at least as new as when this was called. */
    Candidates search(TenantId tenant, Query query);

    /** How many changes a tenant's passages have seen; 0 before the first. */
    long generation(TenantId tenant);

    /** @param metadata such as {@code source} and {@code date}; a search can be limited to passages with one value of each */
    record Indexed(Passage passage, String text, SortedMap<String, String> metadata) {
        /** @throws IllegalArgumentException when one of them is not of this version, or is there twice */
        public static List<Indexed> requireOf(DocumentVersion version, List<Indexed> passages) {
            long different = passages.stream()
                    .map(each -> each.passage().number())
                    .distinct()
                    .count();
            if (different < passages.size()
                    || !passages.stream().allMatch(each -> each.passage().of().equals(version))) {
                throw new IllegalArgumentException(
                        "not each a passage of " + version.document() + "/" + version.version() + ", and each once");
            }
            return List.copyOf(passages);
        }
    }
}
