package dev.ratchet.activities.retrieval;

import dev.ratchet.activities.retrieval.words.Analysis;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * @param text in natural language; its words are looked for, any of them
 * @param more words that are looked for, too
 * @param meaning of the text; absent where words alone are compared
 * @param depth of each ranking, 1 to {@link #DEEPEST}
 */
public record Query(
        String text, List<Weighted> more, @Nullable Meaning meaning, Words words, Scope scope, int depth) {
    public static final int DEEPEST = 1_000;

    public Query {
        more = List.copyOf(more);
        if (depth < 1 || depth > DEEPEST) {
            throw new IllegalArgumentException("a ranking has 1 to " + DEEPEST + " passages, not " + depth);
        }
    }

    /** @param weight beside 1, that of a word of the text */
    public record Weighted(String word, double weight) {}

    /** The same without meaning, and with more words. */
    public Query with(List<Weighted> words) {
        return new Query(text, words, null, this.words, scope, depth);
    }

    /**
     * A text as an embedding sees it.
     *
     * @param embedding its name and version: only vectors of the same one are compared
     */
    public record Meaning(String embedding, float[] vector, Pooling pooling) {}

    /** What stands for a passage that is longer than one window of its embedding. */
    public enum Pooling {
        /** The window that is nearest: finds the one sentence of a long passage. */
        MAX,
        /** The mean of its windows, as a vector of length 1: finds what the whole passage is about. */
        MEAN
    }

    /**
     * How words are compared: BM25 (S. Robertson, H. Zaragoza, The Probabilistic Relevance Framework, 2009). An index that ranks in
     * another way uses of this what it can.
     *
     * @param k1 how much a word counts that occurs again, 0 to 10
     * @param b how much a long passage is held against it, 0 to 1
     * @param heading weight of words in the heading; those of the text have 1
     */
    public record Words(Analysis analysis, double k1, double b, double heading) {
        public Words {
            if (!(k1 >= 0 && k1 <= 10 && b >= 0 && b <= 1 && heading >= 0 && heading <= 100)) {
                throw new IllegalArgumentException("k1 is 0 to 10, b 0 to 1, the weight of headings 0 to 100; not " + k1
                        + ", " + b + ", " + heading);
            }
        }
    }

    /**
     * What may be found; applied before anything is ranked.
     *
     * @param documents ids; empty for all of the tenant
     * @param metadata a passage has each of these values
     */
    public record Scope(List<String> documents, SortedMap<String, String> metadata) {
        public static final Scope ALL = new Scope(List.of(), java.util.Collections.emptySortedMap());

        public Scope {
            documents = List.copyOf(documents);
        }
    }
}
