package dev.ratchet.worker.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.retrieval.evaluation.Comparison;
import dev.ratchet.starter.evaluation.Difference;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The command line compares two files as the workers compare two rankers, though neither sees the other's code. */
class SameDifferenceTest {
    private static final long SEED = 20261129;

    @Test
    void bothComputeTheSame() {
        Random random = new Random(1);
        double[] first = random.doubles(225).toArray();
        double[] second = random.doubles(225).toArray();
        Comparison there = Comparison.of(first, second, SEED);
        assertThat(Difference.of(first, second))
                .isEqualTo(new Difference(
                        there.gain().mean(), there.gain().low(), there.gain().high(), there.p()));
        assertThat(Difference.of(first, first)).isEqualTo(new Difference(0, 0, 0, 1));
        assertThat(Comparison.of(first, first, SEED).p()).isEqualTo(1);
    }
}
