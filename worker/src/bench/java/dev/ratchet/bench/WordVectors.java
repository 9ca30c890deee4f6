package dev.ratchet.bench;

import dev.ratchet.activities.retrieval.embedding.Embeddings;
import java.util.List;
import java.util.Random;

/** As large as the real ones and made in microseconds: each word has a direction, and a text is the sum of its words. */
final class WordVectors implements Embeddings {
    @Override
    public String name() {
        return "words@1";
    }

    @Override
    public int dimensions() {
        return 384;
    }

    @Override
    public int mostTokens() {
        return 126;
    }

    @Override
    public int tokens(String text) {
        return text.split("\\s+").length;
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        return texts.stream().map(this::vector).toList();
    }

    private float[] vector(String text) {
        float[] sum = new float[dimensions()];
        for (String word : text.split("\\s+")) {
            Random direction = new Random(word.hashCode());
            for (int some = 0; some < 16; some++) {
                sum[direction.nextInt(sum.length)] += direction.nextBoolean() ? 1 : -1;
            }
        }
        double square = 1e-9;
        for (float value : sum) {
            square += value * value;
        }
        for (int at = 0; at < sum.length; at++) {
            sum[at] = (float) (sum[at] / Math.sqrt(square));
        }
        return sum;
    }
}
