package dev.ratchet.bench;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.statistics.descriptive.Quantile;

/** Numbers of one kind, to be asked for their quantiles. */
final class Sample {
    private final List<Double> values = new ArrayList<>();

    void add(double value) {
        values.add(value);
    }

    void clear() {
        values.clear();
    }

    int size() {
        return values.size();
    }

    /** @param p 0 to 1 */
    double quantile(double p) {
        return Quantile.withDefaults()
                .evaluate(values.stream().mapToDouble(Double::doubleValue).toArray(), p);
    }

    double median() {
        return quantile(0.5);
    }

    double mean() {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }
}
