package dev.ratchet.activities.retrieval.evaluation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * A mean, and where it lies with 95 % confidence: percentiles 2.5 and 97.5 of the means of samples drawn with replacement (B.
 * Efron, R. Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13).
 */
public record Interval(double mean, double low, double high) {
    private static final int SAMPLES = 10_000;

    /**
     * @param values one for each query; at least one
     * @param seed the same seed gives the same interval
     */
    public static Interval of(double[] values, long seed) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no values, no mean");
        }
        Random random = new Random(seed);
        double[] means = new double[SAMPLES];
        for (int sample = 0; sample < SAMPLES; sample++) {
            double sum = 0;
            for (int draw = 0; draw < values.length; draw++) {
                sum += values[random.nextInt(values.length)];
            }
            means[sample] = sum / values.length;
        }
        Arrays.sort(means);
        return new Interval(
                Arrays.stream(values).average().orElseThrow(),
                means[(int) (SAMPLES * 0.025)],
                means[(int) (SAMPLES * 0.975) - 1]);
    }

    /** {@code 0.374 [0.345, 0.404]}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", mean, low, high);
    }
}
