package dev.ratchet.worker.configuration;

import dev.ratchet.activities.retrieval.embedding.EmbeddingSettings;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How passages are found.
 *
 * @param embeddings which embedding passages are compared by
 * @param ways file of ways of retrieval; absent: the shipped ones
 * @param index folder of this process alone for indexes of passages, kept between starts; absent: one that ends with it
 */
public record RetrievalSettings(EmbeddingSettings embeddings, Optional<Path> ways, Optional<Path> index) {
    public static final String WAYS = "RATCHET_RETRIEVAL";
    public static final String INDEX = "RATCHET_INDEX_DIR";

    /** @return empty when something is wrong, which is then among the problems */
    public static Optional<RetrievalSettings> from(Reading reading) {
        Optional<EmbeddingSettings> embeddings =
                reading.of("the embedding's settings", () -> EmbeddingSettings.from(reading.values()));
        Optional<Path> ways = reading.file(WAYS);
        Optional<Path> index = reading.path(INDEX);
        return embeddings.map(chosen -> new RetrievalSettings(chosen, ways, index));
    }
}
