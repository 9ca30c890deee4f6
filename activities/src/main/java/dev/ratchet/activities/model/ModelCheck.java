package dev.ratchet.activities.model;

import dev.ratchet.activities.model.provider.ChatCall;
import dev.ratchet.activities.model.provider.ChatClient;
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
import dev.ratchet.workflows.contract.Proposal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes one tiny call to each model and says what it found. Costs some fifty tokens a model, and asks past breakers and limits. */
public final class ModelCheck {
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

    private final Function<Endpoint, ChatClient> clients;

    public ModelCheck() {
        this(LangChainChatClient::of);
    }

    ModelCheck(Function<Endpoint, ChatClient> clients) {
        this.clients = clients;
    }

    /**
     * What one model did.
     *
     * @param tiers that it is in
     * @param model as the provider names it
     * @param millis from the question to the answer, or to what went wrong
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

    /** All models, at once, in their order. */
    public List<Checked> check(Models models) throws InterruptedException {
        ExecutorService calls =
                Executors.newFixedThreadPool(Math.max(1, models.all().size()));
        try {
            List<Future<Checked>> running = new ArrayList<>();
            for (ModelEntry entry : models.all()) {
                running.add(calls.submit(() -> check(entry, tiers(models, entry))));
            }
            List<Checked> checked = new ArrayList<>();
            for (Future<Checked> each : running) {
                checked.add(each.get());
            }
            return checked;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a check says what is wrong and does not fail", e);
        } finally {
            calls.shutdownNow();
        }
    }

    private static List<String> tiers(Models models, ModelEntry entry) {
        return models.tiers().entrySet().stream()
                .filter(tier -> tier.getValue().contains(entry.id()))
                .map(tier -> tier.getKey().wire())
                .toList();
    }

    private Checked check(ModelEntry entry, List<String> tiers) {
        long from = System.nanoTime();
        try {
            Completion said = clients.apply(quick(entry.endpoint())).ask(CALL);
            return new Checked(
                    entry,
                    tiers,
                    said.model(),
                    since(from),
                    said.tokens(),
                    wrong(entry.endpoint().schema(), said));
        } catch (ChatFailure e) {
            String why = e.type() + ": " + e.getMessage();
            return new Checked(entry, tiers, entry.endpoint().model(), since(from), Tokens.NONE, why);
        }
    }

    private static long since(long from) {
        return Duration.ofNanos(System.nanoTime() - from).toMillis();
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
