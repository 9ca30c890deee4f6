package dev.ratchet.bench;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One line of the report.
 *
 * @param name what was measured
 * @param server which Temporal it ran on; "-" for none
 * @param otherIs what ours is held against; absent when nothing
 * @param target absent where the number is for information
 */
record Result(
        String name,
        String server,
        double ours,
        @Nullable String otherIs,
        @Nullable Double other,
        String unit,
        @Nullable Target target) {

    static final String NOWHERE = "-";

    static Result of(String name, String server, double ours, String unit) {
        return new Result(name, server, ours, null, null, unit, null);
    }

    Result against(String otherIs, double other) {
        return new Result(name, server, ours, otherIs, other, unit, target);
    }

    Result should(Target wanted) {
        return new Result(name, server, ours, otherIs, other, unit, wanted);
    }

    @Nullable
    Double ratio() {
        return other == null || other == 0 ? null : ours / other;
    }

    /** Absent without a target. */
    @Nullable
    Boolean met() {
        Double ratio = ratio();
        if (target == null || (target.of() == Target.Of.RATIO && ratio == null)) {
            return null;
        }
        return target.met(target.of() == Target.Of.VALUE || ratio == null ? ours : ratio);
    }

    /** Three significant digits at least. */
    static String shown(double number) {
        double size = Math.abs(number);
        String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, format, number);
    }
}
