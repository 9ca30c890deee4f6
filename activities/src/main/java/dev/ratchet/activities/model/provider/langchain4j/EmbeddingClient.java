package dev.ratchet.activities.model.provider.langchain4j;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.output.Response;
import dev.ratchet.activities.Failures;
import dev.ratchet.activities.model.provider.ChatFailure;
import dev.ratchet.activities.model.provider.Endpoint;
import dev.ratchet.activities.model.provider.Provider;
import dev.ratchet.workflows.contract.FailureType;
import java.time.Clock;
import java.util.List;

/** {@code POST url/embeddings}, of OpenAI and of the many servers that copy it; asked once and never again. */
public final class EmbeddingClient {
    private final EmbeddingModel model;

    /** @param endpoint of {@link Provider#OPENAI} */
    public EmbeddingClient(Endpoint endpoint, Clock clock) {
        if (endpoint.provider() != Provider.OPENAI) {
            throw new IllegalArgumentException("embeddings are asked of servers that speak OpenAI's format alone");
        }
        this.model = OpenAiEmbeddingModel.builder()
                .httpClientBuilder(new ProviderHttpBuilder(endpoint, clock))
                .baseUrl(endpoint.url().toString())
                .apiKey(endpoint.key().value())
                .modelName(endpoint.model())
                .timeout(endpoint.timeouts().answer())
                .maxRetries(0)
                .build();
    }

    /** @param tokens paid for, as the server says; 0 when it does not */
    public record Vectors(List<float[]> vectors, long tokens) {}

    /**
     * @return one vector for each text
     * @throws ChatFailure when there is no answer, or one that is no list of as many vectors
     */
    public Vectors embed(List<String> texts) {
        try {
            Response<List<Embedding>> answer =
                    model.embedAll(texts.stream().map(TextSegment::from).toList());
            if (answer.content().size() != texts.size()) {
                throw unreadable();
            }
            return new Vectors(
                    answer.content().stream().map(Embedding::vector).toList(),
                    answer.tokenUsage() == null
                            ? 0
                            : Dialect.count(answer.tokenUsage().inputTokenCount()));
        } catch (RuntimeException e) {
            ChatFailure known = Failures.causeOf(e, ChatFailure.class);
            throw known == null ? unreadable() : known;
        }
    }

    private static ChatFailure unreadable() {
        return new ChatFailure(
                FailureType.MODEL_UNAVAILABLE,
                "the model's server answered with something that is no list of embeddings");
    }
}
