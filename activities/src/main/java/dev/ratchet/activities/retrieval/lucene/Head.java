package dev.ratchet.activities.retrieval.lucene;

import java.util.List;

/**
 * What counts of a tenant's index.
 *
 * @param generation how many changes were published
 */
record Head(long generation, Snapshot snapshot) {
    /** Before the first publication. */
    static final Head NONE = new Head(0, new Snapshot("", List.of()));
}
