package dev.ratchet.worker.metrics;

import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import dev.ratchet.activities.standing.Standing;
import dev.ratchet.activities.telemetry.RunTelemetry;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.ObservableDoubleGauge;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.exporter.prometheus.PrometheusMetricReader;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.temporal.client.WorkflowClient;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * What Prometheus is told of one process. Two sources, one page: the instruments of OpenTelemetry, through {@link #reader},
 * and those of Temporal's SDK, through {@link #scope}.
 */
public final class Metrics implements AutoCloseable {
    /** As the SDK names its workers, and as we do. */
    private static final Map<String, String> WORKERS = Map.of(
            "WorkflowWorker", "workflow",
            "ActivityWorker", "activity",
            "LocalActivityWorker", "local_activity");

    private static final AttributeKey<String> KIND = AttributeKey.stringKey("kind");
    private static final double REPORT_SECONDS = 2;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PrometheusMeterRegistry sdk =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, registry, Clock.SYSTEM);
    private final PrometheusMetricReader reader = PrometheusMetricReader.builder()
            .setOtelScopeLabelsEnabled(false)
            .setTargetInfoMetricEnabled(false)
            .build();
    private final Scope scope;
    private final MetricsSettings settings;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final List<AutoCloseable> parts = new ArrayList<>();

    private Metrics(MetricsSettings settings) {
        this.settings = settings;
        sdk.config().meterFilter(new Waits());
        registry.register(reader);
        this.scope = new RootScopeBuilder()
                .reporter(new MicrometerClientStatsReporter(sdk))
                .reportEvery(com.uber.m3.util.Duration.ofSeconds(REPORT_SECONDS));
        parts.add(scope);
    }

    public static Metrics start(MetricsSettings settings) {
        return new Metrics(settings);
    }

    /** How long tasks wait is told by quantile, so it needs buckets; everything else of the SDK's is told by mean. */
    private static final class Waits implements MeterFilter {
        @Override
        public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
            if (!id.getName().endsWith("schedule_to_start_latency")) {
                return config;
            }
            return DistributionStatisticConfig.builder()
                    .serviceLevelObjectives(List.of(5, 10, 50, 100, 500, 1_000, 5_000, 10_000, 60_000).stream()
                            .mapToDouble(
                                    millis -> (double) Duration.ofMillis(millis).toNanos())
                            .toArray())
                    .build()
                    .merge(config);
        }
    }

    /** For the SDK of OpenTelemetry: gives it all that it is told. */
    public MetricReader reader() {
        return reader;
    }

    /** For the SDK of Temporal. */
    public Scope scope() {
        return scope;
    }

    /**
     * Begins to look at how things stand.
     *
     * @param telemetry which {@link #reader} reads
     * @param standing from the database
     * @param agents by the type of their workflows
     */
    public void watch(
            OpenTelemetry telemetry, Supplier<Standing> standing, WorkflowClient client, Map<String, String> agents) {
        Looks looks = Looks.start(
                standing, Optional.of(new StalledRuns(client, agents, settings.stalls())), settings.every());
        parts.add(new StandingGauges(telemetry, looks, settings));
    }

    /** @param limits how many tasks of each kind the process does at once: workflow, activity, local_activity */
    public void slots(OpenTelemetry telemetry, Map<String, Integer> limits) {
        var meter = telemetry.getMeter(RunTelemetry.SCOPE);
        ObservableDoubleGauge used = meter.gaugeBuilder("ratchet.slots.used")
                .setUnit("{slot}")
                .buildWithCallback(tell -> limits.keySet().forEach(kind -> tell(tell, kind, used(kind))));
        ObservableDoubleGauge available = meter.gaugeBuilder("ratchet.slots.available")
                .setUnit("{slot}")
                .buildWithCallback(tell ->
                        limits.forEach((kind, most) -> tell(tell, kind, Math.max(0, most - used(kind)))));
        parts.add(used);
        parts.add(available);
    }

    private static void tell(ObservableDoubleMeasurement tell, String kind, double value) {
        tell.record(value, Attributes.of(KIND, kind));
    }

    /** All task queues of the process together: they share the slots. */
    private double used(String kind) {
        return sdk.find("temporal_worker_task_slots_used").gauges().stream()
                .filter(gauge -> kind.equals(WORKERS.get(gauge.getId().getTag("worker_type"))))
                .mapToDouble(Gauge::value)
                .filter(value -> !Double.isNaN(value))
                .sum();
    }

    /** In Prometheus' text format. */
    public String text() {
        return sdk.scrape();
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                throw new IllegalStateException("metrics cannot be closed", e);
            }
        }
        sdk.close();
    }
}
