package dev.ratchet.activities.retrieval.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ratchet.activities.retrieval.Query.Weighted;
import dev.ratchet.activities.retrieval.ranking.Feedback.Relevant;
import dev.ratchet.activities.retrieval.words.Analysis;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeedbackTest {
    /**
     * "pumps" has 2 of 4 words of a passage of score 1 and 1 of 2 of one of score 0.5: 0.5 + 0.25; "valve" 0.25, "seal" 0.25 and
     * 0.25. Sum 1.5; the question of two words keeps half of the weight, so the others share 2.
     */
    @Test
    void wordsOfTheBestPassagesCountByTheirShareAndThePassagesScore() {
        List<Weighted> words = new Feedback(2, 10, 0.5)
                .words(
                        Analysis.ENGLISH,
                        "pumping pressure",
                        List.of(new Relevant("Pumps pump the valve seal", 1), new Relevant("a seal of pumps", 0.5)));

        assertThat(words).extracting(Weighted::word).containsExactly("Pumps", "seal", "valve");
        assertThat(words.get(0).weight()).isCloseTo(0.75 / 1.5 * 2, within(1e-9));
        assertThat(words.get(1).weight()).isCloseTo(0.5 / 1.5 * 2, within(1e-9));
        assertThat(words.stream().mapToDouble(Weighted::weight).sum()).isCloseTo(2 + 0.0, within(0.7));
    }

    @Test
    void onlySoManyWordsAreTaken() {
        assertThat(new Feedback(1, 2, 0.5).words(Analysis.STANDARD, "x", List.of(new Relevant("a a a b b c", 1))))
                .extracting(Weighted::word)
                .containsExactly("a", "b");
    }

    @Test
    void thereMayBeNothingToLearnFrom() {
        Feedback feedback = new Feedback(3, 10, 0.3);

        assertThat(feedback.words(Analysis.ENGLISH, "pump", List.of())).isEmpty();
        assertThat(feedback.words(Analysis.ENGLISH, "pump", List.of(new Relevant("the", 1))))
                .isEmpty();
        assertThat(feedback.words(Analysis.ENGLISH, "the", List.of(new Relevant("pump", 1))))
                .isEmpty();
        assertThat(new Feedback(3, 10, 1).words(Analysis.ENGLISH, "pump", List.of(new Relevant("valve", 1))))
                .extracting(Weighted::weight)
                .containsExactly(0.0);
    }
}
