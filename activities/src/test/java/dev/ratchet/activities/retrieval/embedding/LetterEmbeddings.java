package dev.ratchet.activities.retrieval.embedding;

import java.util.List;

/** Counts letters: texts of the same letters mean the same. Reads ten words. */
public final class LetterEmbeddings implements Embeddings {
    @Override
    public String name() {
        return "letters@1";
    }

    @Override
    public int dimensions() {
        return 27;
    }

    @Override
    public int mostTokens() {
        return 10;
    }

    @Override
    public int tokens(String text) {
        return text.isBlank() ? 0 : text.strip().split("\\s+").length;
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        return requireReadable(texts).stream().map(this::letters).toList();
    }

    private float[] letters(String text) {
        float[] counts = new float[dimensions()];
        text.toLowerCase(java.util.Locale.ROOT)
                .chars()
                .filter(letter -> letter >= 'a' && letter <= 'z')
                .forEach(letter -> counts[letter - 'a']++);
        counts[26] = 0.001f;
        double sum = 0;
        for (float count : counts) {
            sum += count * count;
        }
        for (int at = 0; at < counts.length; at++) {
            counts[at] = (float) (counts[at] / Math.sqrt(sum));
        }
        return counts;
    }
}
