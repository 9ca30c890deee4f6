package dev.ratchet.activities.retrieval.embedding;

import java.util.List;

/** A model that places texts of one meaning close together. */
public interface Embeddings {

    /** Name and version, as in {@code all-minilm-l6-v2@1}; vectors of two of them are never compared. */
    String name();

    /** Of each vector; at most 1024, what Lucene indexes. */
    int dimensions();

    /** Longest text that the model reads to its end, as {@link #tokens} counts. */
    int mostTokens();

    /** At least as many as the model makes of this text. */
    int tokens(String text);

    /**
     * @param texts none of them blank or longer than {@link #mostTokens}
     * @return one vector of length 1 for each, in this order
     * @throws IllegalArgumentException when a text is blank or too long: what a model does not read it would silently not find
     */
    List<float[]> embed(List<String> texts);

    /** @throws IllegalArgumentException see {@link #embed} */
    default List<String> requireReadable(List<String> texts) {
        for (String text : texts) {
            if (text.isBlank() || tokens(text) > mostTokens()) {
                throw new IllegalArgumentException(
                        name() + " reads texts of 1 to " + mostTokens() + " tokens, not of " + tokens(text));
            }
        }
        return texts;
    }
}
