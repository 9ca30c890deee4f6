package dev.ratchet.activities.retrieval;

import dev.ratchet.workflows.contract.retrieval.Passage;
import java.util.List;

/**
 * Two rankings of passages, best first.
 *
 * @param byMeaning empty unless {@code semantic}
 * @param semantic whether the index has vectors of the query's embedding and the query had one
 * @param generation of the index that was searched
 */
public record Candidates(List<Ranked> byWords, List<Ranked> byMeaning, boolean semantic, long generation) {
    public static final Candidates NONE = new Candidates(List.of(), List.of(), false, 0);

    public Candidates {
        byWords = List.copyOf(byWords);
        byMeaning = List.copyOf(byMeaning);
    }

    /** @param score comparable within one ranking only */
    public record Ranked(Passage passage, double score) {}
}
