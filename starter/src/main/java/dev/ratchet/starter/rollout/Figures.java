package dev.ratchet.starter.rollout;

import java.util.List;
import java.util.stream.LongStream;

/**
 * What the runs of one version came to.
 *
 * @param runs that rested: they have ended, wait for a person, or have not moved for so long that something is wrong
 * @param failed of these; {@code asked} of them waited for a person, or still do
 * @param corrections what people proposed instead, and denials
 * @param proposals of rules and models; {@code rejected} of them by the gate
 * @param micros spent on models by all runs, in millionths of the currency
 * @param medianMillis that a run worked
 */
record Figures(
        long runs,
        long failed,
        long asked,
        long corrections,
        long proposals,
        long rejected,
        long micros,
        long medianMillis) {
    static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0, 0, 0);

    /**
     * One run that rested.
     *
     * @param millis that it worked
     */
    record Sample(
            boolean failed, boolean asked, long corrections, long proposals, long rejected, long micros, long millis) {
        /** It does not move, or it left no record. */
        static final Sample BROKEN = new Sample(true, false, 0, 0, 0, 0, 0);
    }

    static Figures of(List<Sample> samples) {
        long[] millis = samples.stream().mapToLong(Sample::millis).sorted().toArray();
        return new Figures(
                samples.size(),
                samples.stream().filter(Sample::failed).count(),
                samples.stream().filter(Sample::asked).count(),
                samples.stream().mapToLong(Sample::corrections).sum(),
                samples.stream().mapToLong(Sample::proposals).sum(),
                samples.stream().mapToLong(Sample::rejected).sum(),
                samples.stream().mapToLong(Sample::micros).sum(),
                millis.length == 0 ? 0 : median(millis));
    }

    private static long median(long[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : LongStream.of(sorted[middle - 1], sorted[middle]).sum() / 2;
    }

    /** In percent of the runs, or of {@code least} runs where there were fewer: the best that the share can still become. */
    double failures(long least) {
        return share(failed, Math.max(runs, least));
    }

    double failures() {
        return share(failed, runs);
    }

    double asks() {
        return share(asked, runs);
    }

    double corrected() {
        return share(corrections, runs);
    }

    double rejections() {
        return share(rejected, proposals);
    }

    /** Millionths of the currency. */
    double microsPerRun() {
        return runs == 0 ? 0 : (double) micros / runs;
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : 100.0 * part / whole;
    }
}
