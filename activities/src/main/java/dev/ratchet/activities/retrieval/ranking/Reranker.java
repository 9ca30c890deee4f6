package dev.ratchet.activities.retrieval.ranking;

import dev.ratchet.workflows.contract.retrieval.Passage;
import java.util.List;

/** Orders the best passages again, now that their texts can be read. */
public interface Reranker {
    /** Name and version; {@code none} for one that changes nothing. */
    String name();

    /**
     * @param candidates best first
     * @return the same ones, best first
     */
    List<Candidate> rerank(String question, List<Candidate> candidates);

    /** @param score the larger the better */
    record Candidate(Passage passage, String text, double score) {}
}
