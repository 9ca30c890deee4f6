package dev.ratchet.activities.telemetry;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.RunRef;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;

/**
 * The one trace of a run. Its ids are digests of the run's own id and of the numbers of its turns, so no context has to travel
 * through Temporal: every process and every attempt finds the same ones, before and after a crash and across continue-as-new.
 */
public final class RunTrace {
    /** The ids that a span is to get; read by the SDK's generator of ids. */
    public static final ContextKey<SpanContext> IDS = ContextKey.named("ratchet-span-ids");

    private final String trace;
    private final SpanContext whole;

    public RunTrace(RunRef run) {
        this.trace = Digest.of("trace " + run.workflowId() + " " + run.runId()).hex();
        this.whole = span("whole");
    }

    /** The whole run. */
    public SpanContext whole() {
        return whole;
    }

    /** Planning in one turn, by the turn's number. */
    public SpanContext planning(long step) {
        return span("plan " + step);
    }

    /** Acting in one turn, by the turn's number. */
    public SpanContext acting(long step) {
        return span("act " + step);
    }

    private SpanContext span(String name) {
        String span = Digest.of(trace + " " + name).hex();
        return SpanContext.createFromRemoteParent(
                trace.substring(0, 32), span.substring(0, 16), TraceFlags.getSampled(), TraceState.getDefault());
    }

    /** For a span that begins under this one. */
    static Context below(SpanContext parent) {
        return Context.root().with(Span.wrap(parent));
    }
}
