package dev.ratchet.activities.model;

import dev.ratchet.activities.Failures;
import dev.ratchet.activities.calls.CallAnswer;
import dev.ratchet.activities.calls.CallRequest;
import dev.ratchet.activities.calls.RecordedCalls;
import dev.ratchet.activities.content.ContentStore;
import dev.ratchet.activities.model.provider.ChatCall;
import dev.ratchet.activities.model.provider.ChatFailure;
import dev.ratchet.activities.model.provider.Endpoint;
import dev.ratchet.activities.model.question.ActionSchemas;
import dev.ratchet.activities.model.question.AnswerReader;
import dev.ratchet.activities.model.question.FencedData;
import dev.ratchet.activities.model.question.Instructions;
import dev.ratchet.activities.model.question.Prompts;
import dev.ratchet.activities.model.tier.ChosenModel;
import dev.ratchet.activities.model.tier.Tiers;
import dev.ratchet.activities.telemetry.CallTelemetry;
import dev.ratchet.workflows.agent.ActionKind;
import dev.ratchet.workflows.contract.FailureType;
import dev.ratchet.workflows.contract.ModelActivities;
import dev.ratchet.workflows.contract.ModelTier;
import dev.ratchet.workflows.contract.TenantId;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads what the question is about, has it asked and recorded once, and passes on a proposal that nobody has checked yet. */
public final class ModelActivitiesImpl implements ModelActivities {
    /** Well below any heartbeat timeout worth setting; half a minute is the usual one. */
    public static final Duration BEAT_EVERY = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(ModelActivitiesImpl.class);

    /**
     * Of one question, over all attempts: what five calls did not answer goes to a person. Those that try whether a model is back
     * are counted apart, for the failure of one says little of the question; but a question that always fails may not be the
     * one that tries for ever, and keep the model from all others.
     */
    static final int MOST_CALLS = 5;

    private static final Duration AFTER_A_TRIAL = Duration.ofSeconds(10);

    /** Before a model's id. */
    private static final String TRIAL = "(trial) ";

    private final Tiers models;
    private final ActionSchemas schemas;
    private final ContentStore contents;
    private final RecordedCalls calls;
    private final CallTelemetry telemetry;
    private final Supplier<Heartbeat> heartbeat;
    private final ScheduledExecutorService timer;

    /** @param timer beats the hearts of all running calls; one thread is enough; the caller shuts it down */
    public ModelActivitiesImpl(
            Tiers models,
            ActionSchemas schemas,
            ContentStore contents,
            RecordedCalls calls,
            CallTelemetry telemetry,
            ScheduledExecutorService timer) {
        this(models, schemas, contents, calls, telemetry, timer, Heartbeat::ofActivity);
    }

    ModelActivitiesImpl(
            Tiers models,
            ActionSchemas schemas,
            ContentStore contents,
            RecordedCalls calls,
            CallTelemetry telemetry,
            ScheduledExecutorService timer,
            Supplier<Heartbeat> heartbeat) {
        this.models = models;
        this.schemas = schemas;
        this.contents = contents;
        this.calls = calls;
        this.telemetry = telemetry;
        this.timer = timer;
        this.heartbeat = heartbeat;
    }

    @Override
    public Answer propose(Question question) {
        Heartbeat beating = heartbeat.get();
        return Heartbeats.during(() -> Failures.guard(() -> answer(question, beating)), beating, BEAT_EVERY, timer);
    }

    private Answer answer(Question question, Heartbeat beating) throws IOException {
        List<ActionKind> legal = schemas.legal(question.agent(), question.legal());
        ChatCall call = call(question, legal);
        CallRequest request = PaidQuestion.of(question, call, models.dearest(question.tier()));
        RecordedCalls.Paid paid = calls.once(request, () -> ask(question, call, beating));
        CallAnswer answer = paid.answer();
        AnswerReader.Read read = AnswerReader.read(PaidQuestion.completion(answer));
        if (read instanceof AnswerReader.Said said) {
            tellWhereSchemaBroke(question, answer.usage().id(), schemas.broken(legal, answer.text()));
            return new Proposed(said.proposal(), paid.completion(), answer.usage());
        }
        return new Unusable(((AnswerReader.Nothing) read).code().name(), paid.completion(), answer.usage());
    }

    /** Only when no answer is on record: whoever finds one needs no model. */
    private CallAnswer ask(Question question, ChatCall call, Heartbeat beating) {
        try (ChosenModel chosen = choose(question.tier(), call, beating)) {
            note(chosen, beating);
            return told(question, call, chosen);
        } catch (ChatFailure e) {
            throw failure(e, beating.called());
        }
    }

    private CallAnswer told(Question question, ChatCall call, ChosenModel chosen) {
        Endpoint at = chosen.entry().endpoint();
        String provider = at.provider().name().toLowerCase(Locale.ROOT);
        CallTelemetry.Asked asked = new CallTelemetry.Asked(at.id(), provider, at.url(), at.model());
        try (CallTelemetry.Call told = telemetry.begin(question, asked)) {
            try {
                CallAnswer answer = PaidQuestion.answer(call, chosen.ask(call), chosen.entry());
                told.answered(answer.usage(), answer.ending().name());
                return answer;
            } catch (ChatFailure e) {
                told.failed(e.type().name());
                throw e;
            }
        }
    }

    /** Whom nobody waits for any more calls nobody. */
    private static void note(ChosenModel chosen, Heartbeat beating) {
        try {
            beating.calling((chosen.isTrial() ? TRIAL : "") + chosen.entry().id());
        } catch (ActivityCompletionException e) {
            throw new RecordedCalls.NotCalled(e);
        }
    }

    private ChosenModel choose(ModelTier tier, ChatCall call, Heartbeat beating) {
        try {
            return models.choose(
                    tier,
                    call,
                    beating.called().stream()
                            .map(each -> each.replace(TRIAL, ""))
                            .toList());
        } catch (ChatFailure e) {
            throw new RecordedCalls.NotCalled(failure(e, beating.called()));
        }
    }

    private static ApplicationFailure failure(ChatFailure e, List<String> called) {
        int trials = Math.toIntExact(
                called.stream().filter(each -> each.startsWith(TRIAL)).count());
        ApplicationFailure failure = Failures.of(e.type(), String.valueOf(e.getMessage()), null, retryDelay(e, trials));
        if (e.type() == FailureType.MODEL_UNAVAILABLE && Math.max(trials, called.size() - trials) >= MOST_CALLS) {
            failure.setNonRetryable(true);
        }
        return failure;
    }

    /** Whoever tried whether a model is back lets others try before it does so again. */
    private static @Nullable Duration retryDelay(ChatFailure e, int trials) {
        return e.retryAfter()
                .map(delay -> delay.plus(AFTER_A_TRIAL.multipliedBy(trials)))
                .orElse(null);
    }

    /** Only told: the gate decodes strictly, and a proposal it turns down is counted and seen. */
    private static void tellWhereSchemaBroke(Question question, String model, List<String> keywords) {
        if (!keywords.isEmpty()) {
            LOG.warn(
                    "the answer of the model {} to agent {} breaks the schema it was given: {}; does its schema mode"
                            + " work? 'ratchet models check' tells",
                    model,
                    question.agent(),
                    keywords);
        }
    }

    private ChatCall call(Question question, List<ActionKind> legal) throws IOException {
        String system = Instructions.of(Prompts.text(question.prompt()), legal, question.rejection());
        return new ChatCall(
                system, fenced(question), question.agent() + "_action", schemas.schema(legal), question.mostTokens());
    }

    private String fenced(Question question) throws IOException {
        List<String> texts = new ArrayList<>();
        for (Data data : question.data()) {
            texts.add(text(question.tenant(), data));
        }
        return FencedData.of(question.data(), texts);
    }

    private String text(TenantId tenant, Data data) throws IOException {
        byte[] text = contents.get(tenant, data.content())
                .orElseThrow(() -> Failures.of(
                        FailureType.CONTENT_MISSING,
                        "the content store has no " + data.label() + " "
                                + data.content().brief(),
                        null));
        return new String(text, StandardCharsets.UTF_8);
    }
}
