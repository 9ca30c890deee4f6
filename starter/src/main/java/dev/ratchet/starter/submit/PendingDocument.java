package dev.ratchet.starter.submit;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * One document of a submission that has no result yet.
 *
 * @param upload under way or done
 * @param result completes when it is decided; exceptionally when the whole submission has to end
 */
record PendingDocument(
        Path file, String name, Future<Uploader.Result> upload, CompletableFuture<SubmitResult> result) {}
