package dev.ratchet.worker.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Spans and metrics of a process, sent by OTLP as OpenTelemetry's own variables say ({@code OTEL_EXPORTER_OTLP_ENDPOINT},
 * {@code OTEL_TRACES_SAMPLER}, {@code OTEL_RESOURCE_ATTRIBUTES} and so on). Without an endpoint nothing is told.
 */
public final class Telemetry implements AutoCloseable {
    /** Any of them says that somebody listens. */
    private static final List<String> WANTED = List.of(
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
            "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
            "OTEL_TRACES_EXPORTER",
            "OTEL_METRICS_EXPORTER");

    private static final int MOST_SERIES = 1_000;

    /** Tells nothing. */
    public static final Telemetry OFF = new Telemetry(null);

    private final @Nullable OpenTelemetrySdk sdk;

    private Telemetry(@Nullable OpenTelemetrySdk sdk) {
        this.sdk = sdk;
    }

    /**
     * @param environment of the process
     * @throws IllegalArgumentException when a variable of OpenTelemetry's is wrong; the message names it
     */
    public static Telemetry start(Map<String, String> environment) {
        return isSent(environment) ? started(environment, null) : OFF;
    }

    /**
     * Of a process that is scraped, whoever else listens.
     *
     * @param scraped is given all that metrics are told
     * @throws IllegalArgumentException when a variable of OpenTelemetry's is wrong; the message names it
     */
    public static Telemetry start(Map<String, String> environment, MetricReader scraped) {
        return started(environment, scraped);
    }

    private static boolean isSent(Map<String, String> environment) {
        return WANTED.stream()
                .anyMatch(name -> !environment.getOrDefault(name, "").isBlank());
    }

    private static Telemetry started(Map<String, String> environment, @Nullable MetricReader scraped) {
        try {
            return new Telemetry(AutoConfiguredOpenTelemetrySdk.builder()
                    .addPropertiesSupplier(() -> properties(environment))
                    .addMeterProviderCustomizer((provider, config) -> bounded(provider, scraped))
                    .addSamplerCustomizer((sampler, config) -> new RunSampler(sampler))
                    .addTracerProviderCustomizer((provider, config) -> provider.setIdGenerator(new RunIds()))
                    .disableShutdownHook()
                    .build()
                    .getOpenTelemetrySdk());
        } catch (ConfigurationException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Whatever goes wrong, no instrument tells more series than this; the rest is told as one. */
    private static SdkMeterProviderBuilder bounded(SdkMeterProviderBuilder provider, @Nullable MetricReader scraped) {
        provider.registerView(
                InstrumentSelector.builder().setName("*").build(),
                View.builder().setCardinalityLimit(MOST_SERIES).build());
        return scraped == null ? provider : provider.registerMetricReader(scraped);
    }

    /** What holds where the environment says nothing else: no logs, and room for the spans of a page of a batch at once. */
    private static Map<String, String> properties(Map<String, String> environment) {
        Map<String, String> properties = new TreeMap<>(Map.of(
                "otel.service.name", "ratchet-worker",
                "otel.bsp.max.queue.size", "16384",
                "otel.bsp.max.export.batch.size", "2048",
                "otel.exporter.otlp.protocol", "http/protobuf",
                "otel.logs.exporter", "none"));
        if (!isSent(environment)) {
            properties.putAll(Map.of(
                    "otel.traces.exporter",
                    "none",
                    "otel.metrics.exporter",
                    "none",
                    "otel.traces.sampler",
                    "always_off"));
        }
        environment.forEach((name, value) -> {
            if (name.startsWith("OTEL_")) {
                properties.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value);
            }
        });
        return properties;
    }

    /** Whether anybody listens; who does not ask works for nothing. */
    public boolean isOn() {
        return sdk != null;
    }

    public OpenTelemetry api() {
        return sdk == null ? OpenTelemetry.noop() : sdk;
    }

    /** Sends what was not sent yet, for ten seconds at most. */
    @Override
    public void close() {
        if (sdk != null) {
            sdk.close();
        }
    }
}
