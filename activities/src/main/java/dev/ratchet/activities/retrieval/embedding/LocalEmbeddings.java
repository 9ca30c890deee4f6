package dev.ratchet.activities.retrieval.embedding;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.TokenCountEstimator;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.util.List;
import java.util.Optional;

/**
 * all-MiniLM-L6-v2, which comes in a jar and runs in this process: 384 dimensions, English. It is on the class path when built with
 * {@code -Plocal-embeddings}; nothing here is compiled against it. Takes some 650 MB of memory beside the heap, and 20 to 40 ms of
 * a core for each text.
 */
public final class LocalEmbeddings implements Embeddings {
    private static final String MODEL =
            "dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel";
    private static final String TOKENS = "dev.langchain4j.model.embedding.onnx.HuggingFaceTokenCountEstimator";

    /** Its tokenizer cuts at 128 without a word, two of which mark beginning and end. */
    private static final int MOST_TOKENS = 126;

    private static final int AT_ONCE = 16;

    private final EmbeddingModel model;
    private final TokenCountEstimator tokens;

    private LocalEmbeddings(EmbeddingModel model, TokenCountEstimator tokens) {
        this.model = model;
        this.tokens = tokens;
    }

    /** @return empty when the model is not on the class path; loading it takes a second or two */
    public static Optional<LocalEmbeddings> load() {
        try {
            EmbeddingModel model = (EmbeddingModel) instance(MODEL);
            TokenCountEstimator tokens = (TokenCountEstimator) instance(TOKENS);
            return Optional.of(new LocalEmbeddings(model, tokens));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the local embedding model cannot be started", e);
        }
    }

    private static Object instance(String name) throws ReflectiveOperationException {
        return Class.forName(name).getConstructor().newInstance();
    }

    @Override
    public String name() {
        return "all-minilm-l6-v2@1";
    }

    @Override
    public int dimensions() {
        return 384;
    }

    @Override
    public int mostTokens() {
        return MOST_TOKENS;
    }

    @Override
    public int tokens(String text) {
        return tokens.estimateTokenCountInText(text);
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        return beginnings(requireReadable(texts));
    }

    /**
     * Of texts of any length what the model reads of them. A few at a time: a long list at once is padded to its longest and takes
     * memory for all.
     */
    List<float[]> beginnings(List<String> texts) {
        List<float[]> vectors = new java.util.ArrayList<>();
        for (int from = 0; from < texts.size(); from += AT_ONCE) {
            List<TextSegment> some = texts.subList(from, Math.min(texts.size(), from + AT_ONCE)).stream()
                    .map(TextSegment::from)
                    .toList();
            model.embedAll(some).content().forEach(embedding -> vectors.add(embedding.vector()));
        }
        return vectors;
    }
}
