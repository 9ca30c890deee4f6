package dev.ratchet.starter.evaluation;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.statistics.inference.TTest;

/**
 * Two measurements of the same questions. The workers' {@code Comparison} computes the same; the command line sees no code of
 * theirs, and a test holds the two together.
 *
 * @param mean of the second over the first
 * @param low of the interval in which it lies with 95 % confidence: percentiles of 10,000 bootstrap samples
 * @param p of a two-sided paired t-test; 1 when no question differs
 */
public record Difference(double mean, double low, double high, double p) {
    private static final int SAMPLES = 10_000;
    private static final long SEED = 20261129;

    /** @throws IllegalArgumentException unless both have a value for each of the same two or more questions */
    public static Difference of(double[] first, double[] second) {
        if (first.length != second.length || first.length < 2) {
            throw new IllegalArgumentException("compared are values of the same two or more questions");
        }
        double[] differences = new double[first.length];
        Arrays.setAll(differences, at -> second[at] - first[at]);
        double[] means = means(differences);
        return new Difference(
                Arrays.stream(differences).average().orElseThrow(),
                means[(int) (SAMPLES * 0.025)],
                means[(int) (SAMPLES * 0.975) - 1],
                p(differences, first, second));
    }

    private static double[] means(double[] values) {
        Random random = new Random(SEED);
        double[] means = new double[SAMPLES];
        for (int sample = 0; sample < SAMPLES; sample++) {
            double sum = 0;
            for (int draw = 0; draw < values.length; draw++) {
                sum += values[random.nextInt(values.length)];
            }
            means[sample] = sum / values.length;
        }
        Arrays.sort(means);
        return means;
    }

    private static double p(double[] differences, double[] first, double[] second) {
        if (Arrays.stream(differences).allMatch(difference -> difference == differences[0])) {
            return differences[0] == 0 ? 1 : 0;
        }
        return TTest.withDefaults().pairedTest(first, second).getPValue();
    }
}
