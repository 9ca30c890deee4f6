package dev.ratchet.activities.telemetry;

import dev.ratchet.workflows.contract.ModelActivities.Question;
import dev.ratchet.workflows.contract.ModelActivities.Usage;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells of each call to a model: a span under the planning of its run, tokens, duration and money. */
public final class CallTelemetry {
    private final Tracer tracer;
    private final DoubleHistogram duration;
    private final LongHistogram tokens;
    private final DoubleCounter cost;
    private final LongCounter refusals;

    public CallTelemetry(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer(RunTelemetry.SCOPE);
        Meter meter = telemetry.getMeter(RunTelemetry.SCOPE);
        this.duration = meter.histogramBuilder(GenAi.CALL_DURATION)
                .setUnit("s")
                .setDescription("How long calls to models took")
                .setExplicitBucketBoundariesAdvice(GenAi.SECONDS)
                .build();
        this.tokens = meter.histogramBuilder(GenAi.TOKEN_USAGE)
                .ofLongs()
                .setUnit("{token}")
                .setDescription("Tokens that calls to models used")
                .setExplicitBucketBoundariesAdvice(GenAi.TOKENS)
                .build();
        this.cost = meter.counterBuilder("ratchet.cost")
                .ofDoubles()
                .setUnit("{currency}")
                .setDescription("Money that calls to models cost, in the accounting currency")
                .build();
        this.refusals = meter.counterBuilder("ratchet.budget.refusals")
                .setUnit("{call}")
                .setDescription("Calls that were not made because a budget could not hold them")
                .build();
    }

    /**
     * A call is not made.
     *
     * @param level of the budget that could not hold it
     */
    public void refused(String agent, String level) {
        refusals.add(1, Attributes.of(GenAi.AGENT, agent, RunAttributes.LEVEL, level));
    }

    /**
     * Who is asked.
     *
     * @param id what the installation calls the model
     * @param provider wire format, as the conventions call it
     * @param model as the provider names it
     */
    public record Asked(String id, String provider, URI url, String model) {}

    /** A call under way; closing it without an answer or a failure says that it was given up. */
    public final class Call implements AutoCloseable {
        private final Question question;
        private final Asked asked;
        private final long began = System.nanoTime();
        private final Span span;
        private @Nullable String error = "INTERRUPTED";

        private Call(Question question, Asked asked) {
            this.question = question;
            this.asked = asked;
            this.span = tracer.spanBuilder(GenAi.CHAT + " " + asked.model())
                    .setParent(RunTrace.below(new RunTrace(question.run()).planning(question.turn() + 1)))
                    .setSpanKind(SpanKind.CLIENT)
                    .setAllAttributes(named().build())
                    .setAttribute(GenAi.AGENT, question.agent())
                    .setAttribute(GenAi.REQUEST_MAX_TOKENS, (long) question.mostTokens())
                    .setAttribute(GenAi.OUTPUT_TYPE, "json")
                    .setAttribute(RunAttributes.MODEL, asked.id())
                    .setAttribute(RunAttributes.TIER, question.tier().wire())
                    .startSpan();
        }

        private AttributesBuilder named() {
            AttributesBuilder named = Attributes.builder()
                    .put(GenAi.OPERATION, GenAi.CHAT)
                    .put(GenAi.PROVIDER, asked.provider())
                    .put(GenAi.REQUEST_MODEL, asked.model());
            String host = asked.url().getHost();
            if (host != null) {
                named.put(GenAi.SERVER_ADDRESS, host).put(GenAi.SERVER_PORT, (long) port(asked.url()));
            }
            return named;
        }

        /** @param ending how the text came to its end, as the provider says */
        public void answered(Usage usage, String ending) {
            error = null;
            span.setAttribute(GenAi.RESPONSE_MODEL, usage.model())
                    .setAttribute(GenAi.FINISH_REASONS, List.of(ending.toLowerCase(Locale.ROOT)))
                    .setAttribute(GenAi.INPUT_TOKENS, usage.inputTokens())
                    .setAttribute(GenAi.CACHED_TOKENS, usage.cachedTokens())
                    .setAttribute(GenAi.OUTPUT_TOKENS, usage.outputTokens())
                    .setAttribute(RunAttributes.COST, usage.micros() / 1e6);
            AttributesBuilder named =
                    named().put(GenAi.AGENT, question.agent()).put(GenAi.RESPONSE_MODEL, usage.model());
            counted(usage.inputTokens(), named.put(GenAi.TOKEN_TYPE, "input").build());
            counted(usage.outputTokens(), named.put(GenAi.TOKEN_TYPE, "output").build());
            cost.add(
                    usage.micros() / 1e6,
                    Attributes.of(
                            GenAi.AGENT, question.agent(),
                            GenAi.PROVIDER, asked.provider(),
                            RunAttributes.MODEL, asked.id(),
                            RunAttributes.TIER, question.tier().wire()));
        }

        /** What a provider does not count is not told, as the conventions demand. */
        private void counted(long many, Attributes of) {
            if (many > 0) {
                tokens.record(many, of);
            }
        }

        /** @param type a failure type */
        public void failed(String type) {
            error = type;
        }

        @Override
        public void close() {
            AttributesBuilder how = named();
            if (error != null) {
                span.setAttribute(GenAi.ERROR, error).setStatus(StatusCode.ERROR);
                how.put(GenAi.ERROR, error);
            }
            span.end();
            duration.record((System.nanoTime() - began) / 1e9, how.build());
        }
    }

    /** Begins now, on behalf of the run that asks. */
    public Call begin(Question question, Asked asked) {
        return new Call(question, asked);
    }

    private static int port(URI url) {
        if (url.getPort() >= 0) {
            return url.getPort();
        }
        return url.getScheme().equals("https") ? 443 : 80;
    }
}
