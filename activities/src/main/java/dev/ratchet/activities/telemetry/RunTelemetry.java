package dev.ratchet.activities.telemetry;

import dev.ratchet.workflows.agent.RunObservation;
import dev.ratchet.workflows.agent.TurnFailure;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.policy.Bundle;
import dev.ratchet.workflows.contract.record.RunRecord;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.contract.record.Step;
import dev.ratchet.workflows.contract.record.StepRecord;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Tells of a run what its audit record is told, when it is told: the numbers of both are the same. Times are those of the
 * workflow's clock, in milliseconds.
 *
 * <p>A record that is written again after a crash is told again: its spans have the same ids, but it counts twice in metrics.
 */
public final class RunTelemetry {
    public static final String SCOPE = "dev.ratchet";

    private static final double MILLION = 1e6;

    /** A person may take minutes or three weeks. */
    private static final List<Double> WAITS = List.of(
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(15),
                    Duration.ofHours(1),
                    Duration.ofHours(4),
                    Duration.ofHours(8),
                    Duration.ofDays(1),
                    Duration.ofDays(2),
                    Duration.ofDays(4),
                    Duration.ofDays(7),
                    Duration.ofDays(14),
                    Duration.ofDays(21))
            .stream()
            .map(wait -> (double) wait.toSeconds())
            .toList();

    private final Tracer tracer;
    private final DoubleHistogram runs;
    private final DoubleHistogram tools;
    private final LongCounter verdicts;
    private final LongCounter requests;
    private final DoubleHistogram answers;
    private final DoubleHistogram lag;
    private final Clock clock;

    public RunTelemetry(OpenTelemetry telemetry) {
        this(telemetry, Clock.systemUTC());
    }

    /** @param clock that says when a record was written */
    RunTelemetry(OpenTelemetry telemetry, Clock clock) {
        this.clock = clock;
        this.tracer = telemetry.getTracer(SCOPE);
        Meter meter = telemetry.getMeter(SCOPE);
        this.runs =
                seconds(meter, GenAi.AGENT_DURATION, "How long runs took from their start to their end", GenAi.SECONDS);
        this.tools = seconds(meter, GenAi.TOOL_DURATION, "How long actions took", GenAi.SECONDS);
        this.verdicts = meter.counterBuilder("ratchet.gate.verdicts")
                .setUnit("{proposal}")
                .setDescription("Proposals that the gate judged")
                .build();
        this.requests = meter.counterBuilder("ratchet.approval.requests")
                .setUnit("{request}")
                .setDescription("Times that a run began to wait for a person")
                .build();
        this.answers = seconds(
                meter, "ratchet.approval.duration", "How long runs waited for a person until it answered", WAITS);
        this.lag = seconds(
                meter,
                "ratchet.audit.lag",
                "From a record's last step, by the workflow's clock, to its commit, by this machine's",
                GenAi.SECONDS);
    }

    private static DoubleHistogram seconds(Meter meter, String name, String description, List<Double> boundaries) {
        return meter.histogramBuilder(name)
                .setUnit("s")
                .setDescription(description)
                .setExplicitBucketBoundariesAdvice(boundaries)
                .build();
    }

    /** Of a record that has been written. */
    public void recorded(RunRecord record) {
        RunSummary summary = record.summary();
        RunTrace trace = new RunTrace(summary.run());
        long last = record.startedMillis();
        for (StepRecord told : record.steps()) {
            planned(summary, trace, told);
            if (told.step().accepted()) {
                acted(summary, trace, told);
            }
            last = told.step().atMillis();
        }
        lag.record(Math.max(0, clock.millis() - last) / 1e3, Attributes.of(GenAi.AGENT, summary.agent()));
        if (summary.status() == RunStatus.WAITING) {
            requests.add(1, Attributes.of(GenAi.AGENT, summary.agent()));
        }
        if (summary.status().ended()) {
            ended(record, trace, last);
        }
    }

    /** What rules plan takes no time; it is told where the gate turned it down. */
    private void planned(RunSummary summary, RunTrace trace, StepRecord told) {
        Step step = told.step();
        boolean accepted = step.accepted();
        if (accepted || wasJudged(told)) {
            verdicts.add(
                    1,
                    Attributes.of(
                            GenAi.AGENT, summary.agent(),
                            RunAttributes.PLANNER, step.kindOfPlanner(),
                            RunAttributes.VERDICT, step.verdict()));
        }
        if (accepted && step.kindOfPlanner().equals("rules")) {
            return;
        }
        Span span = begin(
                trace.planning(step.number()),
                tracer.spanBuilder(GenAi.PLAN + " " + summary.agent())
                        .setParent(RunTrace.below(trace.whole()))
                        .setAttribute(GenAi.OPERATION, GenAi.PLAN)
                        .setAttribute(GenAi.AGENT, summary.agent())
                        .setAttribute(RunAttributes.STEP, (long) step.number())
                        .setAttribute(RunAttributes.PLANNER, step.kindOfPlanner())
                        .setAttribute(RunAttributes.VERDICT, step.verdict()),
                step.beganMillis());
        if (step.micros() > 0) {
            span.setAttribute(RunAttributes.COST, step.micros() / MILLION);
        }
        if (!accepted) {
            failed(span, step.verdict());
        }
        span.end(step.plannedMillis(), TimeUnit.MILLISECONDS);
    }

    private void acted(RunSummary summary, RunTrace trace, StepRecord told) {
        Step step = told.step();
        RunObservation common = RunObservation.WIRE_NAMES.contains(step.observation())
                ? CanonicalJson.read(told.result(), RunObservation.class)
                : null;
        String error = common instanceof RunObservation.ToolFailed failed ? failed.code() : null;
        Span span = begin(
                trace.acting(step.number()),
                tracer.spanBuilder(GenAi.EXECUTE_TOOL + " " + step.proposal())
                        .setParent(RunTrace.below(trace.whole()))
                        .setAttribute(GenAi.OPERATION, GenAi.EXECUTE_TOOL)
                        .setAttribute(GenAi.TOOL, step.proposal())
                        .setAttribute(GenAi.TOOL_TYPE, "function")
                        .setAttribute(GenAi.AGENT, summary.agent())
                        .setAttribute(RunAttributes.STEP, (long) step.number()),
                step.plannedMillis());
        AttributesBuilder measured = Attributes.builder()
                .put(GenAi.OPERATION, GenAi.EXECUTE_TOOL)
                .put(GenAi.TOOL, step.proposal())
                .put(GenAi.AGENT, summary.agent());
        if (step.observation() != null) {
            span.setAttribute(RunAttributes.OBSERVATION, step.observation());
        }
        if (error != null) {
            failed(span, error);
            measured.put(GenAi.ERROR, error);
        }
        span.end(step.atMillis(), TimeUnit.MILLISECONDS);
        double seconds = (step.atMillis() - step.plannedMillis()) / 1e3;
        if (common instanceof RunObservation.PersonAnswer answer) {
            answers.record(seconds, Attributes.of(GenAi.AGENT, summary.agent(), RunAttributes.ANSWER, answer.wire()));
        } else {
            tools.record(seconds, measured.build());
        }
    }

    private void ended(RunRecord record, RunTrace trace, long atMillis) {
        RunSummary summary = record.summary();
        Attributes how = how(summary);
        Span span = begin(
                trace.whole(),
                tracer.spanBuilder(GenAi.INVOKE_AGENT + " " + summary.agent())
                        .setNoParent()
                        .setAttribute(RunAttributes.TENANT, summary.tenant().value())
                        .setAttribute(RunAttributes.RUN, summary.workflowId())
                        .setAttribute(RunAttributes.CODE, summary.code())
                        .setAllAttributes(how),
                record.startedMillis());
        Bundle bundle = summary.bundle();
        if (bundle != null) {
            span.setAttribute(GenAi.AGENT_VERSION, bundle.build());
        }
        if (summary.micros() > 0) {
            span.setAttribute(RunAttributes.COST, summary.micros() / MILLION);
        }
        if (summary.status() == RunStatus.FAILED) {
            failed(span, summary.code());
        }
        span.end(atMillis, TimeUnit.MILLISECONDS);
        runs.record((atMillis - record.startedMillis()) / 1e3, how);
    }

    private static Attributes how(RunSummary summary) {
        AttributesBuilder how = Attributes.builder()
                .put(GenAi.OPERATION, GenAi.INVOKE_AGENT)
                .put(GenAi.AGENT, summary.agent())
                .put(RunAttributes.OUTCOME, summary.outcome());
        if (summary.route() != null) {
            how.put(RunAttributes.ROUTE, summary.route());
        }
        if (summary.status() == RunStatus.FAILED) {
            how.put(GenAi.ERROR, summary.code());
        }
        return how.build();
    }

    private static Span begin(SpanContext ids, SpanBuilder builder, long atMillis) {
        try (Scope ignored = Context.current().with(RunTrace.IDS, ids).makeCurrent()) {
            return builder.setSpanKind(SpanKind.INTERNAL)
                    .setStartTimestamp(atMillis, TimeUnit.MILLISECONDS)
                    .startSpan();
        }
    }

    private static void failed(Span span, String code) {
        span.setAttribute(GenAi.ERROR, code).setStatus(StatusCode.ERROR);
    }

    /** Whether there was something for the gate to judge. */
    private static boolean wasJudged(StepRecord told) {
        return !(CanonicalJson.read(told.result(), TurnFailure.class) instanceof TurnFailure.PlannerUnavailable);
    }
}
