package dev.ratchet.activities.retrieval.embedding;

import dev.ratchet.activities.Failures;
import dev.ratchet.activities.model.provider.ChatFailure;
import dev.ratchet.activities.model.provider.langchain4j.EmbeddingClient;
import dev.ratchet.workflows.contract.FailureType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A model behind a server that speaks OpenAI's embeddings. Tokens are estimated from above: no tokenizer makes more tokens of a text
 * than it has bytes in UTF-8, and of a text of mostly ASCII letters it makes at most one for two.
 */
public final class EndpointEmbeddings implements Embeddings {
    /** What Lucene indexes at most. */
    static final int MOST_DIMENSIONS = 1024;

    static final String NAME = "[a-z0-9][a-z0-9._-]{0,39}@[0-9]{1,4}";
    private static final int AT_ONCE = 64;

    private final String name;
    private final int dimensions;
    private final int mostTokens;
    private final EmbeddingClient client;
    private final Spending spending;

    /**
     * @param name with a version, which changes when the model behind the endpoint does
     * @param mostTokens that the model reads to the end, as its provider says
     */
    public EndpointEmbeddings(String name, int dimensions, int mostTokens, EmbeddingClient client, Spending spending) {
        if (!name.matches(NAME) || dimensions < 1 || dimensions > MOST_DIMENSIONS || mostTokens < 8) {
            throw new IllegalArgumentException(
                    "an embedding has a name like minilm@1, 1 to 1024 dimensions and reads 8 tokens or more");
        }
        this.name = name;
        this.dimensions = dimensions;
        this.mostTokens = mostTokens;
        this.client = client;
        this.spending = spending;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int dimensions() {
        return dimensions;
    }

    @Override
    public int mostTokens() {
        return mostTokens;
    }

    @Override
    public int tokens(String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        long letters = text.chars()
                .filter(letter -> letter == ' ' || (letter < 128 && Character.isLetter(letter)))
                .count();
        return (int) (letters / 2 + (bytes - letters) + 1);
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        requireReadable(texts);
        List<float[]> vectors = new ArrayList<>();
        for (int from = 0; from < texts.size(); from += AT_ONCE) {
            vectors.addAll(some(texts.subList(from, Math.min(texts.size(), from + AT_ONCE))));
        }
        return vectors;
    }

    private List<float[]> some(List<String> texts) {
        long most = texts.stream().mapToLong(this::tokens).sum();
        Spending.Reserved reserved = spending.reserve(texts, most);
        long paid = 0;
        try {
            EmbeddingClient.Vectors answer = client.embed(texts);
            // A server that does not count is not free.
            paid = answer.tokens() == 0 ? most : answer.tokens();
            return answer.vectors().stream().map(this::unit).toList();
        } catch (ChatFailure e) {
            throw Failures.of(
                    e.type(), String.valueOf(e.getMessage()), e, e.retryAfter().orElse(null));
        } finally {
            reserved.settle(paid);
        }
    }

    /** Lucene compares vectors of length 1. */
    private float[] unit(float[] vector) {
        double square = 0;
        for (float value : vector) {
            square += (double) value * value;
        }
        if (vector.length != dimensions || !(square > 0) || Double.isInfinite(square)) {
            throw new ChatFailure(
                    FailureType.MODEL_REFUSED,
                    "the model behind " + name + " gave a vector of " + vector.length + " dimensions; it should be "
                            + dimensions);
        }
        float[] unit = new float[vector.length];
        for (int at = 0; at < unit.length; at++) {
            unit[at] = (float) (vector[at] / Math.sqrt(square));
        }
        return unit;
    }
}
