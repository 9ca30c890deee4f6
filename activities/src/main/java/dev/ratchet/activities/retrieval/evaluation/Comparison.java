package dev.ratchet.activities.retrieval.evaluation;

import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.statistics.inference.TTest;

/**
 * Two rankers on the same queries.
 *
 * @param gain of the second over the first
 * @param p of a two-sided paired t-test: how likely a difference at least as large is when there is none. It holds its level best
 *     among the usual tests for such data (J. Urbano, H. Lima, A. Hanjalic, Statistical significance testing in information
 *     retrieval, SIGIR 2019). 1 when no query differs.
 */
public record Comparison(Interval gain, double p) {

    /** @throws IllegalArgumentException unless both have a value for each of the same two or more queries */
    public static Comparison of(double[] first, double[] second, long seed) {
        if (first.length != second.length || first.length < 2) {
            throw new IllegalArgumentException("compared are values of the same two or more queries, not "
                    + first.length + " and " + second.length);
        }
        double[] differences = new double[first.length];
        Arrays.setAll(differences, at -> second[at] - first[at]);
        return new Comparison(Interval.of(differences, seed), p(differences, first, second));
    }

    private static double p(double[] differences, double[] first, double[] second) {
        boolean same = Arrays.stream(differences).allMatch(difference -> difference == differences[0]);
        if (same) {
            return differences[0] == 0 ? 1 : 0;
        }
        return TTest.withDefaults().pairedTest(first, second).getPValue();
    }

    /** {@code +0.051 [0.033, 0.069], p 1e-05}. */
    @Override
    public String toString() {
        String value = p >= 0.001 ? String.format(Locale.ROOT, "%.3f", p) : String.format(Locale.ROOT, "%.0e", p);
        return (gain.mean() < 0 ? "" : "+") + gain + ", p " + value;
    }
}
