package dev.ratchet.activities.retrieval.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.retrieval.Shelf;
import dev.ratchet.activities.retrieval.ranking.Reranker.Candidate;
import dev.ratchet.activities.retrieval.words.Analysis;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.retrieval.Passage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoverageRerankerTest {
    private static final String FAR = " and so it goes on".repeat(20);

    private static List<Integer> order(Reranker reranker, String question, String... texts) {
        List<Candidate> candidates = new ArrayList<>();
        for (String text : texts) {
            int number = candidates.size() + 1;
            Passage passage = new Passage(Shelf.version(1, 1), number, 0, "", 0, 1, Digest.of(text));
            candidates.add(new Candidate(passage, text, 1.0 / (60 + number)));
        }
        return reranker.rerank(question, candidates).stream()
                .map(each -> each.passage().number())
                .toList();
    }

    @Test
    void aPassageWithMoreOfTheWordsComesFirst() {
        assertThat(order(
                        new CoverageReranker(Analysis.ENGLISH, 1, 0),
                        "pressure of pumps",
                        "pressure",
                        "a pump has pressure"))
                .containsExactly(2, 1);
    }

    @Test
    void aPassageWithTheWordsCloseTogetherComesFirst() {
        String apart = "pump" + FAR + " pressure";
        assertThat(order(new CoverageReranker(Analysis.STANDARD, 0, 1), "pump pressure", apart, "x pump pressure"))
                .containsExactly(2, 1);
        assertThat(order(new CoverageReranker(Analysis.STANDARD, 1, 0), "pump pressure", apart, "x pump pressure"))
                .containsExactly(1, 2);
    }

    @Test
    void withoutWeightsOrWordsNothingChanges() {
        assertThat(order(new CoverageReranker(Analysis.ENGLISH, 0, 0), "pump", "valve", "pump"))
                .containsExactly(1, 2);
        assertThat(order(new CoverageReranker(Analysis.ENGLISH, 1, 1), "the", "valve", "pump"))
                .containsExactly(1, 2);
        assertThat(order(new CoverageReranker(Analysis.ENGLISH, 1, 1), "pump")).isEmpty();
    }
}
