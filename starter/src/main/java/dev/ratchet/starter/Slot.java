package dev.ratchet.starter;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * One document on its way through a submission.
 *
 * @param upload under way or done
 * @param line completes when it is decided; exceptionally when the whole submission has to end
 */
record Slot(Path file, String name, Future<Uploads.Result> upload, CompletableFuture<Line> line) {}
