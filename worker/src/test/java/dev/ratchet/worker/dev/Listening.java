package dev.ratchet.worker.dev;

import java.io.StringWriter;
import java.util.concurrent.CompletableFuture;

/** A screen that tells when a word first appears on it. */
public final class Listening extends StringWriter {
    private final String word;
    private final CompletableFuture<String> heard = new CompletableFuture<>();

    public Listening(String word) {
        this.word = word;
    }

    public CompletableFuture<String> heard() {
        return heard;
    }

    @Override
    public void flush() {
        if (toString().contains(word)) {
            heard.complete(toString());
        }
    }
}
