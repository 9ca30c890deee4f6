package dev.ratchet.worker.metrics;

import dev.ratchet.activities.standing.Standing;
import dev.ratchet.activities.telemetry.GenAi;
import dev.ratchet.activities.telemetry.RunTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Tells what {@link Looks} saw. The callbacks run on whoever asks, and only read what is kept. */
final class StandingGauges implements AutoCloseable {
    private static final AttributeKey<String> ROLE = AttributeKey.stringKey("ratchet.approval.role");
    private static final AttributeKey<String> REASON = AttributeKey.stringKey("ratchet.approval.reason");
    private static final AttributeKey<String> WHY = AttributeKey.stringKey("ratchet.stuck.why");

    private final List<AutoCloseable> gauges = new ArrayList<>();
    private final Meter meter;
    private final Looks looks;

    StandingGauges(OpenTelemetry telemetry, Looks looks, MetricsSettings settings) {
        this.meter = telemetry.getMeter(RunTelemetry.SCOPE);
        this.looks = looks;
        seen(
                "ratchet.approvals.waiting",
                "{run}",
                (tell, seen) -> seen.standing().waiting().forEach(each -> tell.record((double) each.runs(), of(each))));
        seen(
                "ratchet.approval.oldest.age",
                "s",
                (tell, seen) ->
                        seen.standing().waiting().forEach(each -> tell.record(seconds(each.oldest()), of(each))));
        seen(
                "ratchet.runs.stuck",
                "{run}",
                (tell, seen) -> stuck(seen)
                        .forEach(each -> tell.record(
                                (double) each.runs(),
                                Attributes.of(
                                        GenAi.AGENT,
                                        each.agent(),
                                        WHY,
                                        each.why().name()))));
        seen(
                "ratchet.audit.unrecorded.age",
                "s",
                (tell, seen) -> tell.record(seconds(seen.standing().unrecorded())));
        seen(
                "ratchet.ledger.entries",
                "{entry}",
                (tell, seen) -> tell.record((double) seen.standing().books().entries()));
        seen(
                "ratchet.ledger.unverified.age",
                "s",
                (tell, seen) -> tell.record(seconds(seen.standing().books().unverified())));
        seen(
                "ratchet.ledger.discrepancies",
                "{discrepancy}",
                (tell, seen) -> tell.record((double) seen.standing().books().discrepancies()));
        gauge("ratchet.approval.sla", "s", tell -> tell.record(seconds(settings.approvalSla())));
        gauge("ratchet.ledger.verify.within", "s", tell -> tell.record(seconds(settings.verifyWithin())));
        gauge("ratchet.standing.age", "s", tell -> tell.record(seconds(looks.age())));
    }

    private void seen(String name, String unit, BiConsumer<ObservableDoubleMeasurement, Looks.Seen> told) {
        gauge(name, unit, tell -> looks.seen().ifPresent(seen -> told.accept(tell, seen)));
    }

    private void gauge(String name, String unit, Consumer<ObservableDoubleMeasurement> told) {
        gauges.add(meter.gaugeBuilder(name).setUnit(unit).buildWithCallback(told));
    }

    /** Those that wait for a person who can do nothing but find a budget or a model count, too. */
    private static List<Stuck> stuck(Looks.Seen seen) {
        List<Stuck> all = new ArrayList<>(seen.stalled());
        for (Stuck.Why why : List.of(Stuck.Why.BUDGET, Stuck.Why.MODEL)) {
            seen.standing().waiting().stream()
                    .filter(each -> each.reason().name().equals(why.name()))
                    .map(Standing.Waiting::agent)
                    .distinct()
                    .forEach(agent -> all.add(new Stuck(agent, why, runs(seen.standing(), agent, why))));
        }
        return all;
    }

    private static long runs(Standing standing, String agent, Stuck.Why why) {
        return standing.waiting().stream()
                .filter(each ->
                        each.agent().equals(agent) && each.reason().name().equals(why.name()))
                .mapToLong(Standing.Waiting::runs)
                .sum();
    }

    private static Attributes of(Standing.Waiting waiting) {
        return Attributes.of(
                GenAi.AGENT,
                waiting.agent(),
                ROLE,
                waiting.role(),
                REASON,
                waiting.reason().name());
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }

    @Override
    public void close() {
        looks.close();
        for (AutoCloseable gauge : gauges) {
            try {
                gauge.close();
            } catch (Exception e) {
                throw new IllegalStateException("a gauge cannot be closed", e);
            }
        }
    }
}
