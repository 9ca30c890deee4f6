package dev.ratchet.worker.dev.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.FreePorts;
import dev.ratchet.Needs;
import dev.ratchet.activities.model.tier.ModelSettings;
import dev.ratchet.worker.WorkerMain;
import dev.ratchet.worker.dev.DemoInbox;
import dev.ratchet.worker.dev.Installation;
import dev.ratchet.worker.dev.SampleInvoices;
import dev.ratchet.worker.dev.ScriptedModelServer;
import dev.ratchet.worker.dev.WorkerProcess;
import dev.ratchet.worker.dev.model.Collector;
import dev.ratchet.worker.encryption.KeyCommands;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.effect.PersonDecision;
import dev.ratchet.workflows.contract.effect.PersonStatement;
import dev.ratchet.workflows.invoice.InvoiceWorkflow;
import dev.ratchet.workflows.run.RunRequest;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.query.v1.WorkflowQuery;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.QueryWorkflowRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What documents say of people (names, accounts, tax ids, free text) is in nothing that operators read: no log, span, metric,
 * history, search attribute, field of the Web UI, and no file of Temporal's.
 */
@Tag("slow")
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CanaryRealServerTest {
    private static final List<String> WORDS = List.of(
            "Kerzendorf Papierwaren",
            "kerzendorf-papier.example",
            "DE811907342",
            "DE55800537621040027716",
            "Ravensholt Instruments",
            "DE298114506",
            "Holtenauer",
            "Versandkarton",
            "Versandpauschale");
    private static final String IN_A_NAME = "Zwitscher-Kanarienvogel";
    private static final String IN_A_REASON = "der Rechnungssteller sang nicht";

    @TempDir
    Path folder;

    /** With payloads as they are: of documents that no model reads. The name of a document is its sender's own, and is found. */
    @Test
    void nothingThatADocumentSaysOfPeopleIsInWhatOperatorsRead() throws Exception {
        Canaries canaries = new Canaries(WORDS);
        Canaries planted = new Canaries(List.of(IN_A_NAME));
        operated(Map.of(), installation -> {}, canaries, planted);
        System.out.println(canaries.text());
        System.out.println("planted in the name of a document:\n" + planted.text());
        assertThat(canaries.hits()).isEmpty();
        assertThat(planted.hits()).as("what is there is found").containsKeys("histories", "files of Temporal");
    }

    /** With encryption also what a model read, what a person wrote, and the names of documents. */
    @Test
    void withEncryptionNothingThatAnybodySaidIsInWhatOperatorsRead() throws Exception {
        KeyCommands keys = new KeyCommands(folder);
        keys.run("create", "--activate");
        List<String> words = new ArrayList<>(WORDS);
        words.addAll(List.of(IN_A_NAME, IN_A_REASON, "Osterfeld", "DE276093451"));
        Canaries canaries = new Canaries(words);
        try (ScriptedModelServer model = ScriptedModelServer.start(DemoInbox.scripts())) {
            Map<String, String> environment = new TreeMap<>(keys.environment());
            environment.put(ModelSettings.URL, model.url());
            environment.put(ModelSettings.KEY, "none");
            environment.put(ModelSettings.NAME, ScriptedModelServer.MODEL);
            operated(environment, CanaryRealServerTest::denied, canaries);
        }
        System.out.println(canaries.text());
        assertThat(canaries.hits()).isEmpty();
    }

    private interface Work {
        void on(Installation installation) throws Exception;
    }

    private void operated(Map<String, String> settings, Work more, Canaries... all) throws Exception {
        Collector collector = Collector.start(folder);
        int probes = FreePorts.one();
        try (collector) {
            Map<String, String> dev = new TreeMap<>(settings);
            dev.put("TEMPORAL_CLI", Needs.temporalCli().toString());
            try (Installation installation = Installation.start(folder.resolve("whole"), false, dev)) {
                Map<String, String> environment = collector.environment();
                environment.putAll(settings);
                environment.put("RATCHET_LOG", "json");
                environment.put(
                        "JAVA_TOOL_OPTIONS",
                        "-Dlogback.configurationFile=" + Needs.root().resolve("worker/src/main/resources/logback.xml"));
                environment.put("RATCHET_HEALTH_PORT", String.valueOf(probes));
                String log;
                try (WorkerProcess worker = installation.process(environment, WorkerMain.class, "run")) {
                    worked(installation);
                    more.on(installation);
                    search("metrics", metrics(probes), all);
                    temporal(installation, all);
                    worker.terminate();
                    worker.exit();
                    log = worker.said();
                }
                search("logs", log.getBytes(StandardCharsets.UTF_8), all);
                assertThat(log).contains("\"run\":\"invoice", "\"step\":", "\"route\":\"DIRECT\"");
            }
        }
        search("spans and OTLP metrics", collector.everything().getBytes(StandardCharsets.UTF_8), all);
        try (Stream<Path> files = Files.walk(folder.resolve("whole/data"))) {
            for (Path file : files.filter(each -> each.getFileName().toString().startsWith("temporal."))
                    .toList()) {
                search("files of Temporal", Files.readAllBytes(file), all);
            }
        }
        assertThat(all[0].searched())
                .hasSize(8)
                .allSatisfy((sink, bytes) -> assertThat(bytes).as(sink).isGreaterThan(1000));
    }

    /** A text that a model reads, and that a person denies in own words. */
    private static void denied(Installation installation) throws Exception {
        installation.load(DemoInbox.masterData().replace("autoPostUpTo: {EUR: \"800.00\"}", "autoPostUpTo: {}"));
        String text = new String(DemoInbox.document("08-osterfeld-plain.txt"), StandardCharsets.UTF_8);
        String id = submit(installation, text, "text.txt");
        Installation.await("the text waits", () -> installation.waits(id));
        PersonStatement no = installation.state(id, PersonStatement.Kind.DENY, IN_A_REASON, "miriam.falk");
        installation.client().newWorkflowStub(InvoiceWorkflow.class, id).decide(new PersonDecision.State(no));
    }

    private static void search(String sink, byte[] bytes, Canaries... all) {
        for (Canaries each : all) {
            each.search(sink, bytes);
        }
    }

    /** One that is posted, one whose product is off and that a person consents to, one that a person refuses. */
    private static void worked(Installation installation) throws Exception {
        String posted = submit(installation, new String(SampleInvoices.ubl(1), StandardCharsets.UTF_8), "first.xml");
        assertThat(installation.result(posted).outcome()).isEqualTo("POSTED");
        String off = submit(
                installation,
                new String(SampleInvoices.ubl(2), StandardCharsets.UTF_8)
                        .replaceFirst("(?s)(<cbc:PriceAmount currencyID=\"EUR\">)[0-9]+", "$19"),
                IN_A_NAME + ".xml");
        Installation.await("it waits", () -> installation.waits(off));
        assertThat(installation.approve(off, "miriam.falk").outcome()).isEqualTo("POSTED");
    }

    private static String submit(Installation installation, String ubl, String name) throws IOException {
        DocumentRef document = installation.bringIn(ubl.getBytes(StandardCharsets.UTF_8), "anna.behrens");
        String id = InvoiceWorkflow.workflowId(Installation.TENANT, document.digest());
        InvoiceWorkflow run = installation
                .client()
                .newWorkflowStub(
                        InvoiceWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(id)
                                .setTaskQueue(InvoiceWorkflow.TASK_QUEUE)
                                .build());
        WorkflowClient.start(run::run, RunRequest.of(document, name, "anna.behrens"));
        return id;
    }

    private static byte[] metrics(int port) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    /** Histories, search attributes and what the Web UI shows, of every workflow there is. */
    private static void temporal(Installation installation, Canaries... all) {
        var service = installation.client().getWorkflowServiceStubs().blockingStub();
        List<WorkflowExecutionInfo> runs = service.listWorkflowExecutions(ListWorkflowExecutionsRequest.newBuilder()
                        .setNamespace("default")
                        .build())
                .getExecutionsList();
        for (WorkflowExecutionInfo run : runs) {
            search("search attributes", run.toByteArray(), all);
            WorkflowExecution execution = run.getExecution();
            search(
                    "fields of the Web UI",
                    service.describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
                                    .setNamespace("default")
                                    .setExecution(execution)
                                    .build())
                            .toByteArray(),
                    all);
            search("queries of the Web UI", queried(installation, execution), all);
            for (HistoryEvent event : installation
                    .client()
                    .fetchHistory(execution.getWorkflowId(), execution.getRunId())
                    .getEvents()) {
                search("histories", event.toByteArray(), all);
            }
        }
    }

    /** The current details, as the server hands them on. */
    private static byte[] queried(Installation installation, WorkflowExecution execution) {
        return installation
                .client()
                .getWorkflowServiceStubs()
                .blockingStub()
                .queryWorkflow(QueryWorkflowRequest.newBuilder()
                        .setNamespace("default")
                        .setExecution(execution)
                        .setQuery(WorkflowQuery.newBuilder().setQueryType("__temporal_workflow_metadata"))
                        .build())
                .toByteArray();
    }
}
