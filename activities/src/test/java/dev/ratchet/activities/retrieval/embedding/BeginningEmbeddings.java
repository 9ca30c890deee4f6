package dev.ratchet.activities.retrieval.embedding;

import java.util.List;

/** One vector for a text of any length, of its beginning: what comes out where nobody counts tokens. */
public record BeginningEmbeddings(Embeddings real) implements Embeddings {
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
        return texts.stream().map(this::beginning).toList();
    }

    /** As many whole words as fit. */
    private float[] beginning(String text) {
        int fits = 0;
        int most = text.length();
        while (fits < most) {
            int middle = (fits + most + 1) / 2;
            if (real.tokens(text.substring(0, middle)) <= real.mostTokens()) {
                fits = middle;
            } else {
                most = middle - 1;
            }
        }
        return real.embed(List.of(text.substring(0, fits))).get(0);
    }
}
