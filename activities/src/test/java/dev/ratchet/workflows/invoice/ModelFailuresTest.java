package dev.ratchet.workflows.invoice;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.ratchet.TestTemporal;
import dev.ratchet.TestWorkers;
import dev.ratchet.activities.calls.MemoryModelCalls;
import dev.ratchet.activities.calls.ReceivedAnswers;
import dev.ratchet.activities.calls.RecordedCalls;
import dev.ratchet.activities.model.MemoryContentStore;
import dev.ratchet.activities.model.ModelActivitiesImpl;
import dev.ratchet.activities.model.provider.ApiKey;
import dev.ratchet.activities.model.provider.ChatClient;
import dev.ratchet.activities.model.provider.Endpoint;
import dev.ratchet.activities.model.provider.Provider;
import dev.ratchet.activities.model.provider.SchemaMode;
import dev.ratchet.activities.model.provider.Timeouts;
import dev.ratchet.activities.model.provider.langchain4j.LangChainChatClient;
import dev.ratchet.activities.model.question.ActionSchemas;
import dev.ratchet.activities.model.tier.Limits;
import dev.ratchet.activities.model.tier.ModelEntry;
import dev.ratchet.activities.model.tier.Models;
import dev.ratchet.activities.model.tier.Price;
import dev.ratchet.activities.model.tier.Tiers;
import dev.ratchet.activities.telemetry.CallTelemetry;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.invoice.FieldReading;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.run.RunRequest;
import io.opentelemetry.api.OpenTelemetry;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/**
 * What a provider may do to a run: a real run of the invoice agent and the real way to a model, in a Temporal that skips time,
 * against a server that misbehaves once, and one that does so for ever. The key is in nothing that is left of either.
 */
@Tag("slow")
class ModelFailuresTest {
    private static final String KEY = "sk-canary-never-to-be-seen";
    private static final String ID = InvoiceWorkflow.workflowId(Samples.DOCUMENT.tenant(), Samples.DOCUMENT.digest());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> TABLE = new ArrayList<>();

    /** What the provider does, and what comes of it when it never stops. */
    private enum Misbehaviour {
        TOO_MANY_REQUESTS(refusal(429).withHeader("Retry-After", "3"), "MODEL_UNAVAILABLE", 5),
        SERVER_ERROR(refusal(500), "MODEL_UNAVAILABLE", 5),
        NOBODY_LISTENS(null, "MODEL_UNAVAILABLE", 5),
        CUT_IN_THE_MIDDLE(aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK), "MODEL_UNAVAILABLE", 5),
        SILENCE(completion(right()).withFixedDelay(30_000), "MODEL_UNAVAILABLE", 5),
        NO_COMPLETION(aResponse().withBody("{\"id\":\"c1\",\"choi"), "MODEL_UNAVAILABLE", 5),
        WRONG_JSON(completion("Here you are: " + right()), "NOT_JSON", 3),
        EXTRA_FIELD(
                completion(right().replace("{\"fields\":{", "{\"fields\":{\"approvedBy\":\"me\",")),
                "UNKNOWN_ARGUMENT",
                3),
        FOUR_MEGABYTES(completion("x".repeat(4 << 20)), "MODEL_REFUSED", 1),
        KEY_REFUSED(refusal(401), "MODEL_DENIED", 1),
        QUOTA_EXHAUSTED(
                aResponse().withStatus(429).withBody("{\"error\":{\"code\":\"insufficient_quota\"}}"),
                "MODEL_DENIED",
                1);

        private final ResponseDefinitionBuilder response;
        private final String code;
        private final int calls;

        Misbehaviour(ResponseDefinitionBuilder response, String code, int calls) {
            this.response = response;
            this.code = code;
            this.calls = calls;
        }
    }

    @RegisterExtension
    static final WireMockExtension PROVIDER = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    private final SmallWorld world = new SmallWorld();
    private final MemoryContentStore contents = new MemoryContentStore();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ListAppender<ILoggingEvent> logs = new ListAppender<>();
    private final AtomicInteger made = new AtomicInteger();
    private TestWorkflowEnvironment temporal;

    private static ResponseDefinitionBuilder refusal(int status) {
        return aResponse()
                .withStatus(status)
                .withBody("{\"error\":{\"message\":\"your key " + KEY + " may not\",\"code\":\"no_" + status + "\"}}");
    }

    private static String right() {
        return "{\"action\":\"record_fields\",\"arguments\":{\"fields\":" + CanonicalJson.of(Samples.fields()) + "}}";
    }

    private static ResponseDefinitionBuilder completion(String text) {
        ObjectNode body = JSON.createObjectNode().put("model", "tested-1");
        ObjectNode choice = body.putArray("choices").addObject().put("index", 0).put("finish_reason", "stop");
        choice.putObject("message").put("role", "assistant").put("content", text);
        body.putObject("usage")
                .put("prompt_tokens", 40)
                .put("completion_tokens", 9)
                .put("total_tokens", 49);
        return aResponse().withHeader("Content-Type", "application/json").withBody(body.toString());
    }

    @BeforeEach
    void start() throws IOException {
        logs.start();
        for (String name : List.of("dev.ratchet", "dev.langchain4j", "io.temporal", "io.github", "jdk.httpclient")) {
            Logger logger = (Logger) LoggerFactory.getLogger(name);
            logger.setLevel(Level.DEBUG);
            logger.addAppender(logs);
        }
        temporal = TestTemporal.open();
        var worker = temporal.newWorker(InvoiceWorkflow.TASK_QUEUE, TestWorkers.options());
        Caller.register(worker);
        worker.registerActivitiesImplementations(world);
        temporal.start();
        contents.put(TenantId.DEFAULT, "text".getBytes(StandardCharsets.UTF_8));
        world.reading = Samples.text();
        world.fields = new FieldReading.Proven(Samples.invoice(InvoiceFacts.Source.TEXT, 11_900), Digest.of("i"), null);
    }

    @AfterEach
    void stop() {
        temporal.close();
        timer.shutdownNow();
    }

    @AfterAll
    static void show() {
        System.out.println(
                "the provider | does so | calls made | reached it | failure type or code | the run | after | says");
        TABLE.forEach(System.out::println);
    }

    private void asking(URI url) {
        Endpoint endpoint = new Endpoint(
                "mini",
                Provider.OPENAI,
                url,
                "mini-2026",
                new ApiKey("TEST_KEY", KEY),
                SchemaMode.NATIVE,
                Timeouts.answeringWithin(Duration.ofSeconds(1)));
        Tiers tiers = new Tiers(
                Models.of(new ModelEntry(endpoint, Limits.UNLIMITED, Price.NONE)),
                this::counting,
                new TemporalClock(temporal));
        ModelActivitiesImpl model = new ModelActivitiesImpl(
                tiers,
                new ActionSchemas(Map.of("invoice", List.of(InvoiceAction.Kind.values()))),
                contents,
                new RecordedCalls(new MemoryModelCalls(), contents, ReceivedAnswers.NOWHERE, timer),
                new CallTelemetry(OpenTelemetry.noop()),
                timer);
        world.model = model::propose;
    }

    /** Until the run rests; time is skipped a second at a time. */
    private RunSummary run() {
        InvoiceWorkflow run = temporal.getWorkflowClient()
                .newWorkflowStub(
                        InvoiceWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(ID)
                                .setTaskQueue(InvoiceWorkflow.TASK_QUEUE)
                                .build());
        WorkflowClient.start(run::run, RunRequest.of(Samples.DOCUMENT, "invoice.txt", "sam"));
        RunSummary now = run.status();
        for (int seconds = 0; seconds < 3_600 && now.status() == RunStatus.RUNNING; seconds++) {
            temporal.sleep(Duration.ofSeconds(1));
            now = run.status();
        }
        return now;
    }

    private RunSummary told(String fault, String times) {
        long from = temporal.currentTimeMillis();
        RunSummary rests = run();
        long seconds = (temporal.currentTimeMillis() - from) / 1000;
        TABLE.add(String.join(
                " | ",
                fault,
                times,
                String.valueOf(made.get()),
                String.valueOf(calls()),
                rests.code(),
                rests.outcome(),
                seconds + " s",
                rests.why()));
        String history =
                temporal.getWorkflowClient().fetchHistory(ID).getHistory().toString();
        assertThat(history).doesNotContain(KEY);
        assertThat(logs.list)
                .allSatisfy(event -> assertThat(event.getFormattedMessage()
                                + (event.getThrowableProxy() == null
                                        ? ""
                                        : event.getThrowableProxy().getMessage()))
                        .doesNotContain(KEY));
        assertThat(CanonicalJson.of(rests)).doesNotContain(KEY);
        return rests;
    }

    private ChatClient counting(Endpoint endpoint) {
        ChatClient client = LangChainChatClient.of(endpoint);
        return call -> {
            made.incrementAndGet();
            return client.ask(call);
        };
    }

    private static int calls() {
        return PROVIDER.findAll(anyRequestedFor(anyUrl())).size();
    }

    @ParameterizedTest
    @EnumSource(Misbehaviour.class)
    void aFaultThatStaysLeavesTheDocumentToAPerson(Misbehaviour fault) {
        if (fault.response != null) {
            PROVIDER.stubFor(any(anyUrl()).willReturn(fault.response));
        }
        asking(URI.create(fault.response == null ? "http://127.0.0.1:1/v1" : PROVIDER.baseUrl() + "/v1"));
        RunSummary rests = told(fault.name(), "for ever");
        assertThat(rests.status()).isEqualTo(RunStatus.WAITING);
        assertThat(rests.code()).isEqualTo(fault.code);
        assertThat(made).hasValue(fault.calls);
        assertThat(calls()).isEqualTo(fault.response == null ? 0 : fault.calls);
        assertThat(world.postings).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Misbehaviour.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NOBODY_LISTENS", "FOUR_MEGABYTES", "KEY_REFUSED", "QUOTA_EXHAUSTED"})
    void aFaultThatPassesCostsTimeAndNoMore(Misbehaviour fault) {
        PROVIDER.stubFor(any(anyUrl())
                .inScenario("once")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("well")
                .willReturn(fault.response));
        PROVIDER.stubFor(
                any(anyUrl()).inScenario("once").whenScenarioStateIs("well").willReturn(completion(right())));
        asking(URI.create(PROVIDER.baseUrl() + "/v1"));
        RunSummary rests = told(fault.name(), "once");
        assertThat(rests.outcome()).isEqualTo("POSTED");
        assertThat(made).hasValue(2);
        assertThat(calls()).isEqualTo(2);
        assertThat(world.postings).hasSize(1);
    }
}
