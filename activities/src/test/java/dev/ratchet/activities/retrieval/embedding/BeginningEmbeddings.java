package dev.ratchet.activities.retrieval.embedding;

import java.util.List;

/** One vector for a text of any length, of its first 126 tokens: what comes out where nobody counts them. */
public record BeginningEmbeddings(LocalEmbeddings real) implements Embeddings {
    @Override
    public String name() {
        return "beginning-of-" + real.name();
    }

    @Override
    public int dimensions() {
        return real.dimensions();
    }

    @Override
    public int mostTokens() {
        return Integer.MAX_VALUE;
    }

    @Override
    public int tokens(String text) {
        return text.isBlank() ? 0 : 1;
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        return real.beginnings(texts);
    }
}
