package dev.ratchet.starter.submit;

import dev.ratchet.workflows.contract.Container;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * One file of a submission, or one document in a container, that has no result yet.
 *
 * @param file as its result names it
 * @param upload under way or done
 * @param parts completes when it is known what there is to wait for: itself, or what is in it
 * @param result completes when it is decided; exceptionally when the whole submission has to end; never of a container
 */
record PendingDocument(
        String file,
        String name,
        @Nullable Container container,
        Future<Uploader.Result> upload,
        CompletableFuture<List<PendingDocument>> parts,
        CompletableFuture<SubmitResult> result) {

    static PendingDocument of(String file, String name, @Nullable Container container, Future<Uploader.Result> upload) {
        return new PendingDocument(file, name, container, upload, new CompletableFuture<>(), new CompletableFuture<>());
    }

    /** It is no container. */
    void isOne() {
        parts.complete(List.of(this));
    }
}
