package dev.ratchet.activities.group;

import dev.ratchet.activities.documents.ReadDocument;
import dev.ratchet.workflows.contract.Answered;
import dev.ratchet.workflows.contract.DocumentRef;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Readings that were begun before anybody asked for them. Each is handed out once; of those that nobody asks for the oldest
 * make room. A reading depends on nothing but the bytes, so it does not matter when it is made, nor by which worker.
 */
final class ReadAhead {
    /** Documents that are kept: more than are read while one workflow task ends and the next one begins. */
    static final int MOST = 400;

    /** Bytes of the largest document that is read ahead, so that as many as are kept fit in memory. */
    static final long MOST_BYTES = 64 << 10;

    /** Documents that are read together. */
    private static final int GROUP = 20;

    private final Map<DocumentRef, CompletableFuture<@Nullable ReadDocument>> begun = new LinkedHashMap<>();

    /**
     * Begins to read those that are not begun yet, in a thread of its own, the first ones first.
     *
     * @param reading one answer for each
     */
    void begin(List<DocumentRef> documents, Function<List<DocumentRef>, List<Answered<ReadDocument>>> reading) {
        Map<DocumentRef, CompletableFuture<@Nullable ReadDocument>> fresh = enter(documents);
        if (!fresh.isEmpty()) {
            Thread thread = new Thread(() -> complete(fresh, reading), "reads-ahead");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private synchronized Map<DocumentRef, CompletableFuture<@Nullable ReadDocument>> enter(
            List<DocumentRef> documents) {
        Map<DocumentRef, CompletableFuture<@Nullable ReadDocument>> fresh = new LinkedHashMap<>();
        for (DocumentRef document : documents) {
            if (document.bytes() <= MOST_BYTES && fresh.size() < MOST && !begun.containsKey(document)) {
                fresh.put(document, new CompletableFuture<>());
            }
        }
        begun.putAll(fresh);
        Iterator<DocumentRef> oldest = begun.keySet().iterator();
        while (begun.size() > MOST) {
            oldest.next();
            oldest.remove();
        }
        return fresh;
    }

    private static void complete(
            Map<DocumentRef, CompletableFuture<@Nullable ReadDocument>> fresh,
            Function<List<DocumentRef>, List<Answered<ReadDocument>>> reading) {
        List<Map.Entry<DocumentRef, CompletableFuture<@Nullable ReadDocument>>> all = List.copyOf(fresh.entrySet());
        try {
            for (int from = 0; from < all.size(); from += GROUP) {
                var group = all.subList(from, Math.min(all.size(), from + GROUP));
                Iterator<Answered<ReadDocument>> answers = reading.apply(
                                group.stream().map(Map.Entry::getKey).toList())
                        .iterator();
                group.forEach(each -> each.getValue().complete(answers.next().answer()));
            }
        } finally {
            fresh.values().forEach(unread -> unread.complete(null));
        }
    }

    /** Whether a reading of it has been begun that nobody has asked for. */
    synchronized boolean has(DocumentRef document) {
        return begun.containsKey(document);
    }

    /**
     * Waits for the reading.
     *
     * @param until by {@link System#nanoTime}
     * @return nothing when it was not begun, came to no good, or is not there in time
     */
    @Nullable
    ReadDocument take(DocumentRef document, long until) {
        CompletableFuture<@Nullable ReadDocument> reading = remove(document);
        if (reading == null) {
            return null;
        }
        try {
            return reading.get(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private synchronized @Nullable CompletableFuture<@Nullable ReadDocument> remove(DocumentRef document) {
        return begun.remove(document);
    }
}
