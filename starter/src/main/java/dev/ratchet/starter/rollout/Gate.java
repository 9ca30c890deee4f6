package dev.ratchet.starter.rollout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a new version's runs may be worse by than the current version's, at each step.
 *
 * @param runs of the new version that a step needs, 1 or more
 * @param failures percentage points of runs that fail, as {@code asked} of runs that ask a person, {@code corrections} of what
 *     people correct or deny and {@code rejections} of proposals that the gate rejects; 0 to 100
 * @param latency how many times as long the median run may work, 1 or more; never judged below {@code latencyMillis} more
 * @param cost how many times as much models may cost for each run, 1 or more
 */
record Gate(
        int runs,
        double failures,
        double asked,
        double corrections,
        double rejections,
        double latency,
        long latencyMillis,
        double cost) {
    static final Gate USUAL = new Gate(20, 2, 10, 10, 10, 1.5, 1_000, 1.5);

    static final String RUNS = "runs";
    static final String FAILURES = "failures";
    static final String ASKED = "asked";
    static final String CORRECTIONS = "corrections";
    static final String REJECTIONS = "rejections";
    static final String LATENCY = "latency";
    static final String LATENCY_MILLIS = "latency_ms";
    static final String COST = "cost";

    sealed interface Verdict {}

    /** Too few runs to say. */
    record Few(String why) implements Verdict {}

    record Passed() implements Verdict {}

    /** One sentence for each limit that was overstepped. */
    record Failed(List<String> why) implements Verdict {}

    Gate {
        require(runs >= 1, RUNS, "1 or more");
        for (Map.Entry<String, Double> points : Map.of(
                        FAILURES, failures, ASKED, asked, CORRECTIONS, corrections, REJECTIONS, rejections)
                .entrySet()) {
            require(points.getValue() >= 0 && points.getValue() <= 100, points.getKey(), "0 to 100 percentage points");
        }
        require(latency >= 1, LATENCY, "1 or more times");
        require(latencyMillis >= 0, LATENCY_MILLIS, "0 or more milliseconds");
        require(cost >= 1, COST, "1 or more times");
    }

    private static void require(boolean right, String key, String what) {
        if (!right) {
            throw new IllegalArgumentException(key + " should be " + what);
        }
    }

    /** By key, as a file has them. */
    Map<String, Double> values() {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(RUNS, (double) runs);
        values.put(FAILURES, failures);
        values.put(ASKED, asked);
        values.put(CORRECTIONS, corrections);
        values.put(REJECTIONS, rejections);
        values.put(LATENCY, latency);
        values.put(LATENCY_MILLIS, (double) latencyMillis);
        values.put(COST, cost);
        return values;
    }

    /**
     * @param values all of {@link #values}
     * @throws IllegalArgumentException with the key and what is right
     */
    static Gate of(Map<String, Double> values) {
        return new Gate(
                (int) number(values, RUNS),
                number(values, FAILURES),
                number(values, ASKED),
                number(values, CORRECTIONS),
                number(values, REJECTIONS),
                number(values, LATENCY),
                (long) number(values, LATENCY_MILLIS),
                number(values, COST));
    }

    private static double number(Map<String, Double> values, String key) {
        Double value = values.get(key);
        if (value == null || !Double.isFinite(value)) {
            throw new IllegalArgumentException(key + " should be a number");
        }
        return value;
    }

    /**
     * What fails so often that no further run could make it pass is failed before there are enough runs. Latency and cost are not
     * judged against nothing: without a run before they pass.
     *
     * @param before of the current version; {@link Figures#NONE} when it has no runs
     */
    Verdict judge(Figures now, Figures before) {
        List<String> why = new ArrayList<>();
        worse(why, "runs fail", now.failures(runs), before.failures(), failures);
        if (now.runs() < runs) {
            return why.isEmpty() ? new Few(now.runs() + " of " + runs + " runs that the gate needs") : new Failed(why);
        }
        worse(why, "runs ask a person", now.asks(), before.asks(), asked);
        worse(why, "runs are corrected or denied by people", now.corrected(), before.corrected(), corrections);
        worse(why, "proposals are rejected by the gate", now.rejections(), before.rejections(), rejections);
        if (before.runs() > 0) {
            long allowed = Math.max(Math.round(before.medianMillis() * latency), before.medianMillis() + latencyMillis);
            if (now.medianMillis() > allowed) {
                why.add("the median run works " + now.medianMillis() + " ms, and " + before.medianMillis()
                        + " ms before; " + allowed + " ms are allowed");
            }
            if (now.microsPerRun() > before.microsPerRun() * cost) {
                why.add(String.format(
                        Locale.ROOT,
                        "a run costs %.6f for models, and %.6f before; %s times as much is allowed",
                        now.microsPerRun() / 1e6,
                        before.microsPerRun() / 1e6,
                        cost));
            }
        }
        return why.isEmpty() ? new Passed() : new Failed(why);
    }

    private static void worse(List<String> why, String what, double now, double before, double points) {
        if (now > before + points) {
            why.add(String.format(
                    Locale.ROOT,
                    "%.1f %% of %s, and %.1f %% before; %.1f more are allowed",
                    now,
                    what,
                    before,
                    points));
        }
    }
}
