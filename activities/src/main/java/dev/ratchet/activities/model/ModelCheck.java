package dev.ratchet.activities.model;

import dev.ratchet.activities.Failures;
import dev.ratchet.activities.calls.CallAnswer;
import dev.ratchet.activities.calls.CallRequest;
import dev.ratchet.activities.calls.RecordedCalls;
import dev.ratchet.activities.model.provider.ChatCall;
import dev.ratchet.activities.model.provider.ChatFailure;
import dev.ratchet.activities.model.provider.Completion;
import dev.ratchet.activities.model.provider.Endpoint;
import dev.ratchet.activities.model.provider.SchemaMode;
import dev.ratchet.activities.model.provider.Timeouts;
import dev.ratchet.activities.model.provider.Tokens;
import dev.ratchet.activities.model.provider.langchain4j.LangChainChatClient;
import dev.ratchet.activities.model.question.AnswerReader;
import dev.ratchet.activities.model.tier.ModelEntry;
import dev.ratchet.activities.model.tier.Models;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Proposal;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Makes one tiny call to each model and says what it found. Each call costs some fifty tokens, is on record and is paid from the
 * tenant's budgets, as what an agent named {@value #AGENT} asks; it goes past breakers and minute limits.
 */
public final class ModelCheck {
    /** In whose name it pays. */
    public static final String AGENT = "models-check";

    /** A model that is slower is of no use for a check, whatever it may take for a document. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** Not named among the instructions: only a schema mode that works makes a model answer in this form. */
    private static final Proposal READY = new Proposal("ready", "{}");

    private static final ChatCall CALL = new ChatCall(
            "You are asked whether you can work. You can.",
            "Are you ready?",
            "ratchet_check",
            "{\"type\":\"object\",\"properties\":{\"action\":{\"type\":\"string\",\"enum\":[\"ready\"]},\"arguments\":"
                    + "{\"type\":\"object\",\"properties\":{},\"required\":[],\"additionalProperties\":false}},"
                    + "\"required\":[\"action\",\"arguments\"],\"additionalProperties\":false}",
            500);

    private final Models models;
    private final RecordedCalls calls;
    private final TenantId tenant;

    /** @param tenant who pays */
    public ModelCheck(Models models, RecordedCalls calls, TenantId tenant) {
        this.models = models;
        this.calls = calls;
        this.tenant = tenant;
    }

    /**
     * What one model did.
     *
     * @param tiers that it is in
     * @param model as the provider names it
     * @param millis from the question to the answer, or to what went wrong; 0 when it was not asked
     * @param tokens that the provider counted
     * @param wrong what is wrong and what to do; absent when all is well
     */
    public record Checked(
            ModelEntry entry,
            List<String> tiers,
            String model,
            long millis,
            Tokens tokens,
            @Nullable String wrong) {}

    /** Whether there is nothing to check. */
    public boolean isEmpty() {
        return models.isEmpty();
    }

    /** All models, at once, in their order. */
    public List<Checked> check() throws InterruptedException {
        RunRef check = new RunRef(AGENT + "/" + tenant + "/" + UUID.randomUUID(), AGENT);
        ExecutorService threads =
                Executors.newFixedThreadPool(Math.max(1, models.all().size()));
        try {
            List<Future<Checked>> running = new ArrayList<>();
            for (ModelEntry entry : models.all()) {
                running.add(threads.submit(() -> check(entry, check)));
            }
            List<Checked> checked = new ArrayList<>();
            for (Future<Checked> each : running) {
                checked.add(each.get());
            }
            return checked;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a check says what is wrong and does not fail", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private List<String> tiers(ModelEntry entry) {
        return models.tiers().entrySet().stream()
                .filter(tier -> tier.getValue().contains(entry.id()))
                .map(tier -> tier.getKey().wire())
                .toList();
    }

    private Checked check(ModelEntry entry, RunRef check) {
        AtomicLong millis = new AtomicLong();
        try {
            CallAnswer answer = Failures.guard(() ->
                    calls.once(request(entry, check), () -> ask(entry, millis)).answer());
            Completion said = PaidQuestion.completion(answer);
            String wrong = wrong(entry.endpoint().schema(), said);
            return new Checked(entry, tiers(entry), said.model(), millis.get(), said.tokens(), wrong);
        } catch (ApplicationFailure e) {
            String why = e.getType() + ": " + e.getOriginalMessage();
            return new Checked(entry, tiers(entry), entry.endpoint().model(), millis.get(), Tokens.NONE, why);
        }
    }

    private CallRequest request(ModelEntry entry, RunRef check) {
        Digest identity = Digest.of(check.workflowId() + " " + entry.id());
        return PaidQuestion.of(tenant, identity, check, AGENT, CALL, entry.price());
    }

    private static CallAnswer ask(ModelEntry entry, AtomicLong millis) {
        long from = System.nanoTime();
        try {
            Completion said = LangChainChatClient.of(quick(entry.endpoint())).ask(CALL);
            return PaidQuestion.answer(CALL, said, entry);
        } catch (ChatFailure e) {
            throw Failures.of(e.type(), String.valueOf(e.getMessage()), null);
        } finally {
            millis.set(Duration.ofNanos(System.nanoTime() - from).toMillis());
        }
    }

    private static Endpoint quick(Endpoint endpoint) {
        Duration answer = endpoint.timeouts().answer();
        return answer.compareTo(LONGEST) <= 0
                ? endpoint
                : new Endpoint(
                        endpoint.id(),
                        endpoint.provider(),
                        endpoint.url(),
                        endpoint.model(),
                        endpoint.key(),
                        endpoint.schema(),
                        Timeouts.answeringWithin(LONGEST));
    }

    private static @Nullable String wrong(SchemaMode mode, Completion completion) {
        AnswerReader.Read read = AnswerReader.read(completion);
        if (read instanceof AnswerReader.Said said && said.proposal().equals(READY)) {
            return null;
        }
        String code =
                read instanceof AnswerReader.Nothing nothing ? nothing.code().name() : "OTHER_THAN_THE_SCHEMA";
        return "its schema mode " + mode.name().toLowerCase(Locale.ROOT) + " does not hold it to the schema (" + code
                + "); give it another 'schema' in the file of models";
    }
}
