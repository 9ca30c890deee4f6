package dev.ratchet.worker.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.ratchet.activities.telemetry.CallTelemetry;
import dev.ratchet.activities.telemetry.GenAi;
import dev.ratchet.activities.telemetry.RunAttributes;
import dev.ratchet.activities.telemetry.RunTelemetry;
import dev.ratchet.activities.telemetry.RunTrace;
import dev.ratchet.workflows.agent.RunObservation;
import dev.ratchet.workflows.agent.TurnFailure;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.ModelActivities;
import dev.ratchet.workflows.contract.ModelTier;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.record.RunRecord;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.contract.record.Step;
import dev.ratchet.workflows.contract.record.StepRecord;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunTelemetryTest {
    private static final RunRef RUN = new RunRef("invoice/default/x", "first");
    private static final long START = 1_700_000_000_000L;

    private final InMemorySpanExporter exported = InMemorySpanExporter.create();
    private final InMemoryMetricReader metrics = InMemoryMetricReader.create();

    private OpenTelemetrySdk sdk(Sampler sampler) {
        return OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .setIdGenerator(new RunIds())
                        .setSampler(new RunSampler(sampler))
                        .addSpanProcessor(SimpleSpanProcessor.create(exported))
                        .build())
                .setMeterProvider(
                        SdkMeterProvider.builder().registerMetricReader(metrics).build())
                .build();
    }

    private static StepRecord step(
            int number, String planner, String verdict, @Nullable String observation, Object result, long acting) {
        long began = START + number * 10_000L;
        return new StepRecord(
                new Step(
                        number,
                        began,
                        began + 100,
                        began + 100 + acting,
                        "READ",
                        planner,
                        "post_entry",
                        Digest.of("{}"),
                        verdict,
                        observation,
                        Digest.of("{}"),
                        0,
                        0),
                "{}",
                CanonicalJson.of(result));
    }

    private static RunRecord record(RunRef run, RunStatus status, StepRecord... steps) {
        return new RunRecord(
                new RunSummary(
                        TenantId.DEFAULT,
                        run,
                        "invoice",
                        "secret.pdf",
                        "anna.behrens",
                        List.of(),
                        null,
                        status,
                        status == RunStatus.DONE ? "POSTED" : status.name(),
                        "READ",
                        "SOME_CODE",
                        "because of a secret",
                        List.of(),
                        "DIRECT",
                        null,
                        null,
                        null,
                        null,
                        null,
                        0,
                        0),
                START,
                "{}",
                Digest.of("state"),
                List.of(steps));
    }

    private Map<String, SpanData> spans() {
        return exported.getFinishedSpanItems().stream().collect(Collectors.toMap(SpanData::getName, span -> span));
    }

    private Map<Attributes, Double> metric(String name) {
        MetricData metric = metrics.collectAllMetrics().stream()
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow();
        return switch (metric.getType()) {
            case HISTOGRAM ->
                metric.getHistogramData().getPoints().stream()
                        .collect(Collectors.toMap(point -> point.getAttributes(), point -> point.getSum()));
            case LONG_SUM ->
                metric.getLongSumData().getPoints().stream()
                        .collect(Collectors.toMap(point -> point.getAttributes(), point -> (double) point.getValue()));
            default ->
                metric.getDoubleSumData().getPoints().stream()
                        .collect(Collectors.toMap(point -> point.getAttributes(), point -> point.getValue()));
        };
    }

    @Test
    void aRunThatContinuesAsNewIsOneTrace() {
        RunTelemetry telemetry = new RunTelemetry(sdk(Sampler.alwaysOn()));
        telemetry.recorded(record(
                RUN,
                RunStatus.RUNNING,
                step(1, "model small m", Step.ACCEPTED, "seen", Map.of("observation", "seen"), 5)));
        SpanData plan = spans().get("plan invoice");
        SpanData tool = spans().get("execute_tool post_entry");
        exported.reset();
        telemetry.recorded(
                record(RUN, RunStatus.DONE, step(2, "rules", Step.ACCEPTED, "seen", Map.of("observation", "seen"), 7)));
        SpanData whole = spans().get("invoke_agent invoice");
        RunTrace trace = new RunTrace(RUN);
        assertThat(whole.getTraceId()).isEqualTo(trace.whole().getTraceId()).isEqualTo(plan.getTraceId());
        assertThat(whole.getSpanId())
                .isEqualTo(trace.whole().getSpanId())
                .isEqualTo(plan.getParentSpanId())
                .isEqualTo(tool.getParentSpanId());
        assertThat(whole.getParentSpanContext().isValid()).isFalse();
        assertThat(plan.getSpanId()).isEqualTo(trace.planning(1).getSpanId());
        assertThat(plan.getEndEpochNanos() - plan.getStartEpochNanos()).isEqualTo(100_000_000);
        assertThat(tool.getEndEpochNanos() - tool.getStartEpochNanos()).isEqualTo(5_000_000);
        assertThat(whole.getStartEpochNanos()).isEqualTo(START * 1_000_000);
        assertThat(whole.getEndEpochNanos()).isEqualTo((START + 20_107) * 1_000_000);
        assertThat(spans()).as("rules plan in no time").doesNotContainKey("plan invoice");
        assertThat(metric(GenAi.AGENT_DURATION).values()).containsExactly(20.107);
    }

    @Test
    void anotherRunOfTheSameDocumentIsAnotherTrace() {
        assertThat(new RunTrace(new RunRef("invoice/default/x", "second"))
                        .whole()
                        .getTraceId())
                .isNotEqualTo(new RunTrace(RUN).whole().getTraceId());
    }

    @Test
    void verdictsFailuresAndWaitsAreCounted() {
        RunTelemetry telemetry = new RunTelemetry(sdk(Sampler.alwaysOn()));
        telemetry.recorded(record(
                RUN,
                RunStatus.WAITING,
                step(1, "model small m", "SCHEMA", null, new TurnFailure.ProposalRejected("SCHEMA", 1), 0),
                step(2, "model small m", "MODEL_UNAVAILABLE", null, new TurnFailure.PlannerUnavailable("M", "w"), 0),
                step(
                        3,
                        "rules",
                        Step.ACCEPTED,
                        "tool_failed",
                        new RunObservation.ToolFailed("DATABASE_REFUSED", "w"),
                        9),
                step(4, "person anna.behrens", Step.ACCEPTED, "seen", Map.of("observation", "seen"), 9)));
        telemetry.recorded(record(
                RUN,
                RunStatus.FAILED,
                step(5, "rules", Step.ACCEPTED, "expired", new RunObservation.Expired(), 3_600_000)));
        assertThat(metric("ratchet.gate.verdicts"))
                .containsOnly(
                        entry(verdict("model", "SCHEMA"), 1.0),
                        entry(verdict("rules", Step.ACCEPTED), 2.0),
                        entry(verdict("person", Step.ACCEPTED), 1.0));
        assertThat(metric("ratchet.approval.requests")).containsOnly(entry(Attributes.of(GenAi.AGENT, "invoice"), 1.0));
        assertThat(metric("ratchet.approval.duration"))
                .containsOnly(entry(Attributes.of(GenAi.AGENT, "invoice", RunAttributes.ANSWER, "expired"), 3_600.0));
        assertThat(metric(GenAi.TOOL_DURATION).keySet())
                .extracting(attributes -> attributes.get(GenAi.ERROR))
                .containsExactlyInAnyOrder("DATABASE_REFUSED", null);
        assertThat(metric(GenAi.AGENT_DURATION).keySet())
                .extracting(attributes -> attributes.get(GenAi.ERROR))
                .containsExactly("SOME_CODE");
        assertThat(exported.getFinishedSpanItems().toString())
                .contains("DATABASE_REFUSED", "MODEL_UNAVAILABLE", "SCHEMA")
                .doesNotContain("secret", "anna.behrens");
    }

    private static Attributes verdict(String planner, String verdict) {
        return Attributes.of(GenAi.AGENT, "invoice", RunAttributes.PLANNER, planner, RunAttributes.VERDICT, verdict);
    }

    @Test
    void aCallIsBelowThePlanningThatItIsFor() {
        CallTelemetry telemetry = new CallTelemetry(sdk(Sampler.alwaysOn()));
        CallTelemetry.Asked asked = new CallTelemetry.Asked("mine", "openai", URI.create("https://host/v1"), "gpt");
        try (CallTelemetry.Call call = telemetry.begin(question(RUN), asked)) {
            call.answered(new ModelActivities.Usage("mine", "gpt-1", 1_000, 10, 100, 20_000), "COMPLETE");
        }
        try (CallTelemetry.Call call = telemetry.begin(question(RUN), asked)) {
            call.failed("MODEL_UNAVAILABLE");
        }
        telemetry.begin(question(RUN), asked).close();
        assertThat(exported.getFinishedSpanItems())
                .extracting(SpanData::getParentSpanId)
                .containsOnly(new RunTrace(RUN).planning(3).getSpanId());
        assertThat(exported.getFinishedSpanItems())
                .extracting(span -> span.getAttributes().get(GenAi.ERROR))
                .containsExactly(null, "MODEL_UNAVAILABLE", "INTERRUPTED");
        assertThat(exported.getFinishedSpanItems().get(0).getAttributes().asMap())
                .containsEntry(GenAi.SERVER_PORT, 443L)
                .containsEntry(GenAi.INPUT_TOKENS, 1_000L)
                .containsEntry(RunAttributes.COST, 0.02);
        assertThat(metric("ratchet.cost").values()).containsExactly(0.02);
        assertThat(metric(GenAi.TOKEN_USAGE).values()).containsExactlyInAnyOrder(1_000.0, 100.0);
        assertThat(metric(GenAi.CALL_DURATION)).hasSize(3);
    }

    private static ModelActivities.Question question(RunRef run) {
        return new ModelActivities.Question(
                TenantId.DEFAULT, run, 2, "invoice", ModelTier.SMALL, "p@1", List.of(), List.of("a"), null, 400);
    }

    @Test
    void allSpansOfARunAreSampledOrNone() {
        OpenTelemetrySdk sdk = sdk(Sampler.parentBased(Sampler.traceIdRatioBased(0.5)));
        RunTelemetry runs = new RunTelemetry(sdk);
        CallTelemetry calls = new CallTelemetry(sdk);
        IntStream.range(0, 200).forEach(number -> {
            RunRef run = new RunRef("invoice/default/" + number, "first");
            calls.begin(question(run), new CallTelemetry.Asked("mine", "openai", URI.create("http://host"), "gpt"))
                    .close();
            runs.recorded(record(
                    run,
                    RunStatus.DONE,
                    step(3, "model small m", Step.ACCEPTED, "seen", Map.of("observation", "seen"), 1)));
        });
        Map<String, Long> spans = exported.getFinishedSpanItems().stream()
                .collect(Collectors.groupingBy(SpanData::getTraceId, Collectors.counting()));
        assertThat(spans.size()).isBetween(50, 150);
        assertThat(spans.values()).containsOnly(4L);
    }

    @Test
    void nothingIsStartedWhereNobodyListens() {
        assertThat(Telemetry.start(Map.of())).isSameAs(Telemetry.OFF);
        assertThat(Telemetry.OFF.isOn()).isFalse();
        assertThat(Telemetry.OFF
                        .api()
                        .getTracer("x")
                        .spanBuilder("y")
                        .startSpan()
                        .getSpanContext()
                        .isValid())
                .isFalse();
    }

    @Test
    void aWrongVariableIsNamed() {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> Telemetry.start(Map.of(
                        "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1", "OTEL_TRACES_SAMPLER", "sometimes")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("otel.traces.sampler")
                .hasMessageContaining("sometimes");
    }
}
