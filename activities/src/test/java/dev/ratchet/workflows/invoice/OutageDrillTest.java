package dev.ratchet.workflows.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.TestTemporal;
import dev.ratchet.TestWorkers;
import dev.ratchet.activities.calls.MemoryModelCalls;
import dev.ratchet.activities.calls.ReceivedAnswers;
import dev.ratchet.activities.calls.RecordedCalls;
import dev.ratchet.activities.model.MemoryContentStore;
import dev.ratchet.activities.model.ModelActivitiesImpl;
import dev.ratchet.activities.model.provider.ChatFailure;
import dev.ratchet.activities.model.provider.ScriptedChatClient;
import dev.ratchet.activities.model.question.ActionSchemas;
import dev.ratchet.activities.model.tier.Models;
import dev.ratchet.activities.model.tier.OneModel;
import dev.ratchet.activities.model.tier.Price;
import dev.ratchet.activities.model.tier.Tiers;
import dev.ratchet.activities.telemetry.CallTelemetry;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.FailureType;
import dev.ratchet.workflows.contract.ModelTier;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.invoice.FieldReading;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.run.RunRequest;
import io.opentelemetry.api.OpenTelemetry;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two providers that go and come back while runs need them, in a Temporal that skips time; nobody is asked anything. */
@Tag("slow")
class OutageDrillTest {
    private static final int RUNS = 10;

    private final SmallWorld world = new SmallWorld();
    private final MemoryContentStore contents = new MemoryContentStore();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Set<String> down = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicInteger> answered = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> failed = new ConcurrentHashMap<>();
    private TestWorkflowEnvironment temporal;
    private int documents;

    @BeforeEach
    void start() throws IOException {
        temporal = TestTemporal.open();
        var worker = temporal.newWorker(InvoiceWorkflow.TASK_QUEUE, TestWorkers.options());
        Caller.register(worker);
        worker.registerActivitiesImplementations(world);
        temporal.start();
        contents.put(TenantId.DEFAULT, "text".getBytes(StandardCharsets.UTF_8));
        world.fields = new FieldReading.Proven(Samples.invoice(InvoiceFacts.Source.TEXT, 11_900), Digest.of("i"), null);
        world.model = new ModelActivitiesImpl(
                tiers(),
                new ActionSchemas(Map.of("invoice", List.of(InvoiceAction.Kind.values()))),
                contents,
                new RecordedCalls(new MemoryModelCalls(), contents, ReceivedAnswers.NOWHERE, timer),
                new CallTelemetry(OpenTelemetry.noop()),
                timer)::propose;
    }

    private Tiers tiers() {
        String right =
                "{\"action\":\"record_fields\",\"arguments\":{\"fields\":" + CanonicalJson.of(Samples.fields()) + "}}";
        Models models = new Models(
                List.of(OneModel.entry("a", Price.NONE), OneModel.entry("b", Price.NONE)),
                Map.of(ModelTier.SMALL, List.of("a", "b"), ModelTier.LARGE, List.of("b")));
        return new Tiers(
                models,
                endpoint -> call -> {
                    if (down.contains(endpoint.id())) {
                        count(failed, endpoint.id());
                        throw new ChatFailure(FailureType.MODEL_UNAVAILABLE, "the model's server answered 503");
                    }
                    count(answered, endpoint.id());
                    return ScriptedChatClient.completion(call, right);
                },
                new TemporalClock(temporal));
    }

    private static void count(Map<String, AtomicInteger> counts, String id) {
        counts.computeIfAbsent(id, none -> new AtomicInteger()).incrementAndGet();
    }

    @AfterEach
    void stop() {
        temporal.close();
        timer.shutdownNow();
    }

    /** Starts runs of new documents; {@code text} ones need a model. */
    private List<InvoiceWorkflow> started(boolean text) {
        List<InvoiceWorkflow> runs = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            DocumentRef document = new DocumentRef(TenantId.DEFAULT, Digest.of("document " + documents++), 100);
            world.readings.put(document.digest(), text ? Samples.text() : Samples.structured());
            InvoiceWorkflow run = temporal.getWorkflowClient()
                    .newWorkflowStub(
                            InvoiceWorkflow.class,
                            WorkflowOptions.newBuilder()
                                    .setWorkflowId(InvoiceWorkflow.workflowId(TenantId.DEFAULT, document.digest()))
                                    .setTaskQueue(InvoiceWorkflow.TASK_QUEUE)
                                    .build());
            WorkflowClient.start(run::run, RunRequest.of(document, "invoice", "sam"));
            runs.add(run);
        }
        return runs;
    }

    /** Until all have ended or the time is over; how many have. */
    private long posted(List<InvoiceWorkflow> runs, String what, Duration most) {
        long from = temporal.currentTimeMillis();
        long done = 0;
        for (int second = 0; second < most.toSeconds() && done < runs.size(); second++) {
            temporal.sleep(Duration.ofSeconds(1));
            done = runs.stream()
                    .filter(run -> run.status().status() == RunStatus.DONE)
                    .count();
        }
        System.out.println(what + " | " + done + " of " + runs.size() + " posted | "
                + (temporal.currentTimeMillis() - from) / 1000 + " s | answered " + answered + " | failed " + failed);
        return done;
    }

    @Test
    void oneProviderDownBothDownAndBothBack() {
        System.out.println("what | runs | after | calls until then");
        assertThat(posted(started(true), "both up", Duration.ofMinutes(2))).isEqualTo(RUNS);
        assertThat(answered).containsOnlyKeys("a");
        down.add("a");
        assertThat(posted(started(true), "a down", Duration.ofMinutes(2))).isEqualTo(RUNS);
        assertThat(answered.get("b")).hasValue(RUNS);
        down.add("b");
        List<InvoiceWorkflow> texts = started(true);
        assertThat(posted(started(false), "both down, simple ones", Duration.ofMinutes(2)))
                .isEqualTo(RUNS);
        assertThat(posted(texts, "both down, texts", Duration.ofMinutes(2))).isZero();
        assertThat(texts).allSatisfy(run -> assertThat(run.status().status()).isEqualTo(RunStatus.RUNNING));
        down.clear();
        assertThat(posted(texts, "both back", Duration.ofMinutes(5))).isEqualTo(RUNS);
        assertThat(world.postings).hasSize(4 * RUNS);
    }
}
