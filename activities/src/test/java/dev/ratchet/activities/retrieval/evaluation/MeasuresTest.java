package dev.ratchet.activities.retrieval.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Every expected number was worked out by hand. */
class MeasuresTest {
    private static final Offset<Double> EXACT = within(1e-9);

    private static double discount(int rank) {
        return 1 / (Math.log(rank + 1) / Math.log(2));
    }

    @Test
    void aGainIsDiscountedByItsRankAndMeasuredAgainstTheBestOrder() {
        Map<String, Integer> grades = Map.of("a", 3, "b", 2, "c", 1, "d", 0);

        double gained = 2 * discount(1) + 3 * discount(3);
        double ideal = 3 * discount(1) + 2 * discount(2) + 1 * discount(3);
        assertThat(Measures.ndcg(List.of("b", "d", "a"), grades, 10)).isCloseTo(gained / ideal, EXACT);
        assertThat(gained / ideal).isCloseTo(3.5 / 4.7618595, within(1e-6));
        assertThat(Measures.ndcg(List.of("a", "b", "c"), grades, 10)).isCloseTo(1, EXACT);
    }

    @Test
    void onlyTheFirstSoManyCountInRankingAndIdeal() {
        Map<String, Integer> grades = Map.of("a", 1, "b", 1, "c", 1);

        assertThat(Measures.ndcg(List.of("x", "a", "b"), grades, 2))
                .isCloseTo(discount(2) / (discount(1) + discount(2)), EXACT);
        assertThat(Measures.ndcg(List.of("x", "y", "a"), grades, 2)).isZero();
    }

    @Test
    void aNegativeGradeGainsNothing() {
        assertThat(Measures.ndcg(List.of("a", "b"), Map.of("a", -1, "b", 1), 10))
                .isCloseTo(discount(2), EXACT);
    }

    @Test
    void recallIsOfAllRelevant() {
        Map<String, Integer> grades = Map.of("a", 1, "b", 4, "c", 1, "d", 0);

        assertThat(Measures.recall(List.of("d", "a", "x", "b"), grades, 3)).isCloseTo(1 / 3.0, EXACT);
        assertThat(Measures.recall(List.of("d", "a", "x", "b"), grades, 4)).isCloseTo(2 / 3.0, EXACT);
    }

    @Test
    void averagePrecisionIsOverAllRelevantAlsoThoseNotFound() {
        Map<String, Integer> grades = Map.of("a", 1, "b", 1, "c", 1);

        assertThat(Measures.averagePrecision(List.of("a", "x", "b"), grades)).isCloseTo((1.0 + 2 / 3.0) / 3, EXACT);
    }

    @Test
    void nothingRelevantGivesNothing() {
        assertThat(Measures.ndcg(List.of("a"), Map.of("a", 0), 10)).isZero();
        assertThat(Measures.recall(List.of("a"), Map.of(), 10)).isZero();
        assertThat(Measures.averagePrecision(List.of("a"), Map.of())).isZero();
    }
}
