package dev.ratchet.activities.retrieval.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("embeddings")
class LocalEmbeddingsTest {
    private static Embeddings local;

    @BeforeAll
    static void load() {
        local = LocalEmbeddings.load()
                .orElseGet(() -> Assumptions.abort("skipped: build with -Plocal-embeddings for all-minilm-l6-v2"));
    }

    private static double product(float[] one, float[] other) {
        double sum = 0;
        for (int at = 0; at < one.length; at++) {
            sum += one[at] * other[at];
        }
        return sum;
    }

    @Test
    void textsOfOneMeaningAreCloserAndVectorsHaveLengthOne() {
        List<float[]> vectors = local.embed(List.of("how much does it cost?", "the price of it", "a cat on a roof"));

        assertThat(vectors).allMatch(vector -> vector.length == local.dimensions());
        assertThat(product(vectors.get(0), vectors.get(0))).isBetween(0.999, 1.001);
        assertThat(product(vectors.get(0), vectors.get(1)))
                .isGreaterThan(product(vectors.get(0), vectors.get(2)) + 0.2);
    }

    /** The limit is where the model's own tokenizer stops reading: the word that no longer fits changes nothing. */
    @Test
    void aTextIsReadToItsEndOrRefused() {
        String fits = "pump ".repeat(125);
        List<float[]> ends = local.embed(List.of(fits + "valve", fits + "elephant"));

        assertThat(local.tokens(fits + "valve")).isEqualTo(local.mostTokens());
        assertThat(product(ends.get(0), ends.get(1))).isLessThan(0.9999);
        assertThatIllegalArgumentException().isThrownBy(() -> local.embed(List.of(fits + "valve valve")));
    }
}
