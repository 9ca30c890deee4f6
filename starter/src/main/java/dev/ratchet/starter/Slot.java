package dev.ratchet.starter;

import dev.ratchet.workflows.contract.DocumentRef;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * One document on its way through a submission.
 *
 * @param upload under way or done
 * @param line completes when it is decided; exceptionally when the whole submission has to end
 */
record Slot(Path file, String name, Future<Uploads.Result> upload, CompletableFuture<Line> line) {
    /** Where the gateway keeps it; absent while it does not. */
    Optional<DocumentRef> kept() {
        if (!upload.isDone()) {
            return Optional.empty();
        }
        try {
            return upload.get() instanceof Uploads.Kept kept ? Optional.of(kept.document()) : Optional.empty();
        } catch (ExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
