package dev.ratchet.worker.telemetry;

import dev.ratchet.activities.telemetry.RunTrace;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.function.Function;

/** The ids that a run's trace asks for, and random ones for everything else. */
final class RunIds implements IdGenerator {
    private final IdGenerator random = IdGenerator.random();

    @Override
    public String generateSpanId() {
        return wanted(SpanContext::getSpanId, random.generateSpanId());
    }

    @Override
    public String generateTraceId() {
        return wanted(SpanContext::getTraceId, random.generateTraceId());
    }

    private static String wanted(Function<SpanContext, String> id, String otherwise) {
        SpanContext ids = Context.current().get(RunTrace.IDS);
        return ids == null ? otherwise : id.apply(ids);
    }
}
