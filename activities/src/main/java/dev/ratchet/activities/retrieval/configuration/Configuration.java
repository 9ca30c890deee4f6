package dev.ratchet.activities.retrieval.configuration;

import dev.ratchet.activities.retrieval.Query;
import dev.ratchet.activities.retrieval.Query.Pooling;
import dev.ratchet.activities.retrieval.Query.Words;
import dev.ratchet.activities.retrieval.ranking.Feedback;
import dev.ratchet.activities.retrieval.ranking.Fusion;
import dev.ratchet.activities.retrieval.ranking.Reranker;
import dev.ratchet.workflows.contract.retrieval.Generator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One way of retrieval.
 *
 * @param name with its version: {@code hybrid@1}. What it means never changes; other settings are another version.
 * @param depth of each ranking, 1 to {@link Query#DEEPEST}
 * @param embedding absent where words alone are compared
 * @param feedback absent where the question's own words are enough
 * @param reranker absent where the fused ranking stays
 * @param generator who words answers from what is found
 */
public record Configuration(
        String name,
        Engine engine,
        Words words,
        int depth,
        @Nullable Embedded embedding,
        Fusion fusion,
        @Nullable Feedback feedback,
        @Nullable Reranker reranker,
        Generator generator) {
    public static final String NAME = "[a-z][a-z0-9-]{0,39}@[1-9][0-9]{0,3}";

    public Configuration {
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException("a configuration's name is like hybrid@1, not " + name);
        }
        if (depth < 1 || depth > Query.DEEPEST) {
            throw new IllegalArgumentException("depth is 1 to " + Query.DEEPEST + ", not " + depth);
        }
    }

    /** @param name and version of an embedding */
    public record Embedded(String name, Pooling pooling) {
        @Override
        public String toString() {
            return name + " " + pooling.name().toLowerCase(Locale.ROOT);
        }
    }

    /** Name and all settings in one line, for records. */
    public String label() {
        return name + " (" + wire(engine) + " "
                + words.analysis().label() + " k1 " + words.k1()
                + " b " + words.b() + " heading " + words.heading() + " depth " + depth + "; "
                + (embedding == null ? "no embedding" : embedding) + "; " + fusion
                + "; " + (feedback == null ? "no feedback" : feedback) + "; "
                + (reranker == null ? "no reranker" : reranker.name()) + "; "
                + (generator == Generator.NONE ? "no generator" : "generator " + wire(generator)) + ")";
    }

    private static String wire(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
