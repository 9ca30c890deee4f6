package dev.ratchet.activities.retrieval.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ComparisonTest {
    /** Differences 1, 2, 3, 4: mean 2.5, standard error 0.6455, t 3.873, of 3 degrees of freedom: p 0.0305. */
    @Test
    void thePairedTestIsTheOneOfTheTextbook() {
        Comparison found = Comparison.of(new double[] {1, 1, 1, 1}, new double[] {2, 3, 4, 5}, 1);

        assertThat(found.gain().mean()).isEqualTo(2.5);
        assertThat(found.p()).isCloseTo(0.0305, within(0.0001));
    }

    @Test
    void theSameSeedGivesTheSameIntervalAndTheIntervalHoldsTheMean() {
        double[] values = {0, 0, 1, 0.5, 0.25, 0.75, 1, 0};

        Interval interval = Interval.of(values, 7);
        assertThat(interval).isEqualTo(Interval.of(values, 7));
        assertThat(interval.mean()).isEqualTo(0.4375);
        assertThat(interval.low()).isBetween(0.1, 0.3);
        assertThat(interval.high()).isBetween(0.6, 0.8);
    }

    @Test
    void aConstantHasNoWidth() {
        assertThat(Interval.of(new double[] {0.5, 0.5}, 1)).hasToString("0.500 [0.500, 0.500]");
    }

    @Test
    void thoseThatNeverDifferAreTheSame() {
        assertThat(Comparison.of(new double[] {1, 2}, new double[] {1, 2}, 1))
                .hasToString("+0.000 [0.000, 0.000], p 1.000");
    }

    @Test
    void twoSetsOfQueriesAreNotCompared() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Comparison.of(new double[] {1, 2}, new double[] {1, 2, 3}, 1));
    }

    @Test
    void noneSeenIsNotNone() {
        assertThat(new Proportion(0, 50)).hasToString("0 of 50 (< 3/50 at 95 %)");
        assertThat(new Proportion(2, 50)).hasToString("2 of 50");
    }
}
