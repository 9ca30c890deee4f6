package dev.ratchet.activities.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.Meter;
import java.util.List;

/** Tells how long effects and looks at the books took, and how effects ended. */
public final class BooksTelemetry {
    /** A commit takes milliseconds; a verification of a large ledger minutes. */
    private static final List<Double> SECONDS =
            List.of(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 60.0);

    private final DoubleHistogram effects;
    private final DoubleHistogram looks;

    public BooksTelemetry(OpenTelemetry telemetry) {
        Meter meter = telemetry.getMeter(RunTelemetry.SCOPE);
        this.effects = meter.histogramBuilder("ratchet.effect.duration")
                .setUnit("s")
                .setDescription(
                        "How long the transactions of effects took, each effect of a group with the group's time")
                .setExplicitBucketBoundariesAdvice(SECONDS)
                .build();
        this.looks = meter.histogramBuilder("ratchet.ledger.duration")
                .setUnit("s")
                .setDescription("How long looks at the books took")
                .setExplicitBucketBoundariesAdvice(SECONDS)
                .build();
    }

    /** How an effect ended. */
    public enum Ended {
        DONE,
        ALREADY_DONE,
        REFUSED,
        /** Its transaction failed; nothing happened. */
        FAILED
    }

    /** What was asked of the books. */
    public enum Look {
        ENTRIES,
        BALANCE,
        EXPORT,
        VERIFY
    }

    /** @param kind of the effect */
    public void effect(String kind, Ended ended, long nanos) {
        effects.record(
                nanos / 1e9, Attributes.of(RunAttributes.EFFECT, kind, RunAttributes.EFFECT_RESULT, ended.name()));
    }

    public void looked(Look look, long nanos) {
        looks.record(nanos / 1e9, Attributes.of(RunAttributes.LOOK, look.name()));
    }
}
