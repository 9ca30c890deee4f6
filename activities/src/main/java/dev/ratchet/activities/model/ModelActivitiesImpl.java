package dev.ratchet.activities.model;

import dev.ratchet.activities.Failures;
import dev.ratchet.activities.content.ContentStore;
import dev.ratchet.workflows.agent.ActionKind;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.FailureType;
import dev.ratchet.workflows.contract.ModelActivities;
import dev.ratchet.workflows.contract.TenantId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads what the question is about, asks the model once, keeps what it said, and passes on a proposal that nobody has checked yet. */
public final class ModelActivitiesImpl implements ModelActivities {
    /** Well below any heartbeat timeout worth setting; half a minute is the usual one. */
    public static final Duration BEAT_EVERY = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(ModelActivitiesImpl.class);

    /** A provider's name for its model enters the history. */
    private static final int MOST_NAME = 80;

    private final ChatClient model;
    private final ActionSchemas schemas;
    private final ContentStore contents;
    private final Price price;
    private final Supplier<Heartbeat> heartbeat;
    private final ScheduledExecutorService timer;

    /** @param timer beats the hearts of all running calls; one thread is enough; the caller shuts it down */
    public ModelActivitiesImpl(
            ChatClient model,
            ActionSchemas schemas,
            ContentStore contents,
            Price price,
            ScheduledExecutorService timer) {
        this(model, schemas, contents, price, timer, Heartbeat::ofActivity);
    }

    ModelActivitiesImpl(
            ChatClient model,
            ActionSchemas schemas,
            ContentStore contents,
            Price price,
            ScheduledExecutorService timer,
            Supplier<Heartbeat> heartbeat) {
        this.model = model;
        this.schemas = schemas;
        this.contents = contents;
        this.price = price;
        this.timer = timer;
        this.heartbeat = heartbeat;
    }

    @Override
    public Answer propose(Question question) {
        return Heartbeats.during(() -> Failures.guard(() -> answer(question)), heartbeat.get(), BEAT_EVERY, timer);
    }

    private Answer answer(Question question) throws IOException {
        List<ActionKind> legal = schemas.legal(question.agent(), question.legal());
        Completion completion = ask(call(question, legal));
        Digest kept = contents.put(question.tenant(), completion.text().getBytes(StandardCharsets.UTF_8))
                .digest();
        Usage usage = new Usage(
                completion
                        .model()
                        .substring(0, Math.min(MOST_NAME, completion.model().length())),
                completion.inputTokens(),
                completion.outputTokens(),
                price.of(completion.inputTokens(), completion.outputTokens()));
        AnswerReader.Read read = AnswerReader.read(completion);
        if (read instanceof AnswerReader.Said said) {
            tellWhereSchemaBroke(question, schemas.broken(legal, completion.text()));
            return new Proposed(said.proposal(), kept, usage);
        }
        return new Unusable(((AnswerReader.Nothing) read).code().name(), kept, usage);
    }

    /** Only told: the gate decodes strictly, and a proposal it turns down is counted and seen. */
    private static void tellWhereSchemaBroke(Question question, List<String> keywords) {
        if (!keywords.isEmpty()) {
            LOG.warn(
                    "the model's answer to agent {} breaks the schema it was given: {}; does {} support strict schemas?",
                    question.agent(),
                    keywords,
                    ModelConfig.NAME);
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

    private Completion ask(ChatCall call) {
        try {
            return model.ask(call);
        } catch (ChatFailure e) {
            throw Failures.of(
                    e.type(),
                    String.valueOf(e.getMessage()),
                    null,
                    e.retryAfter().orElse(null));
        }
    }
}
