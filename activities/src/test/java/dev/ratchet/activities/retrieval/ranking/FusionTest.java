package dev.ratchet.activities.retrieval.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.ratchet.activities.retrieval.Candidates;
import dev.ratchet.activities.retrieval.Candidates.Ranked;
import dev.ratchet.activities.retrieval.Shelf;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.retrieval.Passage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FusionTest {
    private static Ranked passage(int number, double score) {
        return new Ranked(new Passage(Shelf.version(1, 1), number, 0, "", 0, 1, Digest.of("")), score);
    }

    private static List<Integer> numbers(List<Ranked> ranked) {
        return ranked.stream().map(each -> each.passage().number()).toList();
    }

    /** 1: 1/61 + 1/63; 2: 1/62; 3: 1/63 + 1/61 later than 1; 4: 1/62 later than 2. */
    @Test
    void ranksAreFused() {
        Candidates both = new Candidates(
                List.of(passage(1, 9), passage(2, 8), passage(3, 7)),
                List.of(passage(3, 0.9), passage(4, 0.8), passage(1, 0.7)),
                true,
                1);

        List<Ranked> fused = new Fusion.ReciprocalRank(60).fuse(both, 100);
        assertThat(numbers(fused)).containsExactly(1, 3, 2, 4);
        assertThat(fused.get(0).score()).isCloseTo(1 / 61.0 + 1 / 63.0, within(1e-12));
        assertThat(fused.get(2).score()).isCloseTo(1 / 62.0, within(1e-12));
    }

    /** Words 10, 6, 2 of a depth of 3 are 1, 0.5, 0; meaning 0.8, 0.4 of less than 3 are 1, 0.5. */
    @Test
    void scoresAreFused() {
        Candidates both = new Candidates(
                List.of(passage(1, 10), passage(2, 6), passage(3, 2)),
                List.of(passage(2, 0.8), passage(3, 0.4)),
                true,
                1);

        List<Ranked> fused = new Fusion.WeightedSum(0.25).fuse(both, 3);
        assertThat(numbers(fused)).containsExactly(1, 2, 3);
        assertThat(fused.stream().map(Ranked::score)).containsExactly(0.75, 0.75 * 0.5 + 0.25, 0.125);
    }

    @Test
    void withoutMeaningTheRankingOfWordsStays() {
        List<Ranked> words = new ArrayList<>(List.of(passage(4, 10), passage(2, 6)));
        Candidates alone = new Candidates(words, List.of(), false, 1);

        assertThat(numbers(new Fusion.ReciprocalRank(60).fuse(alone, 10))).containsExactly(4, 2);
        assertThat(new Fusion.WeightedSum(0.9).fuse(alone, 10).get(0).score()).isEqualTo(1);
        assertThat(new Fusion.WeightedSum(0.9).fuse(Candidates.NONE, 10)).isEmpty();
    }

    @Test
    void settingsHaveBounds() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Fusion.ReciprocalRank(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Fusion.WeightedSum(1.1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Fusion.WeightedSum(Double.NaN));
    }
}
