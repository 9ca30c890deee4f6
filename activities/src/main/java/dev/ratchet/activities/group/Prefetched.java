package dev.ratchet.activities.group;

import dev.ratchet.activities.documents.ReadDocument;
import dev.ratchet.workflows.contract.Answered;
import dev.ratchet.workflows.contract.DocumentRef;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Readings that were begun before they were asked for. Each is handed out once; of those that nobody comes for the oldest
 * go first. A reading depends on nothing but the document's bytes, so it does not matter when it was made.
 */
final class Prefetched {
    /** Those of a few batches; as many small documents, read, are some ten megabytes. */
    static final int MOST = 500;

    private static final long MOST_BYTES = 64 * 1024;

    private final Map<DocumentRef, CompletableFuture<Answered<ReadDocument>>> begun = new LinkedHashMap<>();

    /** Whether it is small enough to be kept in memory until it is asked for. */
    static boolean fits(DocumentRef document) {
        return document.bytes() <= MOST_BYTES;
    }

    /** @param readings of {@code documents}, in their order */
    synchronized void put(List<DocumentRef> documents, List<CompletableFuture<Answered<ReadDocument>>> readings) {
        for (int i = 0; i < documents.size(); i++) {
            begun.put(documents.get(i), readings.get(i));
        }
        var oldest = begun.keySet().iterator();
        while (begun.size() > MOST) {
            oldest.next();
            oldest.remove();
        }
    }

    /** Those that were begun, which are then forgotten here. */
    synchronized Map<DocumentRef, CompletableFuture<Answered<ReadDocument>>> take(List<DocumentRef> documents) {
        Map<DocumentRef, CompletableFuture<Answered<ReadDocument>>> taken = new HashMap<>();
        for (DocumentRef document : documents) {
            CompletableFuture<Answered<ReadDocument>> reading = begun.remove(document);
            if (reading != null) {
                taken.put(document, reading);
            }
        }
        return taken;
    }
}
