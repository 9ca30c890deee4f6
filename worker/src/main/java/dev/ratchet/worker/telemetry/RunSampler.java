package dev.ratchet.worker.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;

/**
 * Samples all spans of a run or none. Its root is told last, so each span is decided as the root will be: by the trace's id.
 *
 * @param configured what decides about roots
 */
record RunSampler(Sampler configured) implements Sampler {

    @Override
    public SamplingResult shouldSample(
            Context parent,
            String traceId,
            String name,
            SpanKind kind,
            Attributes attributes,
            List<LinkData> parentLinks) {
        SpanContext above = Span.fromContext(parent).getSpanContext();
        return configured.shouldSample(
                above.isRemote() ? Context.root() : parent, traceId, name, kind, attributes, parentLinks);
    }

    @Override
    public String getDescription() {
        return "RunSampler{" + configured.getDescription() + "}";
    }
}
