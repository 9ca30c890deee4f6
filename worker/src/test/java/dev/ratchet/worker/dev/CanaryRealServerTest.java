package dev.ratchet.worker.dev;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.FreePorts;
import dev.ratchet.Needs;
import dev.ratchet.worker.WorkerMain;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.invoice.InvoiceWorkflow;
import dev.ratchet.workflows.run.RunRequest;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
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
import java.util.List;
import java.util.Map;
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

    @TempDir
    Path folder;

    @Test
    void nothingThatADocumentSaysOfPeopleIsInWhatOperatorsRead() throws Exception {
        Canaries canaries = new Canaries(WORDS);
        Canaries planted = new Canaries(List.of("Zwitscher-Kanarienvogel"));
        Collector collector = Collector.start(folder);
        int probes = FreePorts.one();
        try (collector) {
            try (Installation installation = Installation.start(
                    folder.resolve("whole"),
                    false,
                    Map.of("TEMPORAL_CLI", Needs.temporalCli().toString()))) {
                Map<String, String> environment = collector.environment();
                environment.put("RATCHET_LOG", "json");
                environment.put("RATCHET_HEALTH_PORT", String.valueOf(probes));
                String log;
                try (WorkerProcess worker = installation.process(environment, WorkerMain.class, "run")) {
                    worked(installation);
                    search("metrics", metrics(probes), canaries, planted);
                    temporal(installation, canaries, planted);
                    worker.terminate();
                    worker.exit();
                    log = worker.said();
                }
                search("logs", log.getBytes(StandardCharsets.UTF_8), canaries, planted);
                assertThat(log).contains("\"run\":\"invoice/default/", "\"step\":", "\"route\":\"DIRECT\"");
            }
        }
        search("spans and OTLP metrics", collector.everything().getBytes(StandardCharsets.UTF_8), canaries, planted);
        try (Stream<Path> files = Files.walk(folder.resolve("whole/data"))) {
            for (Path file : files.filter(each -> each.getFileName().toString().startsWith("temporal."))
                    .toList()) {
                search("files of Temporal", Files.readAllBytes(file), canaries, planted);
            }
        }
        System.out.println(canaries.text());
        System.out.println("the same with a name in the name of a document:\n" + planted.text());
        assertThat(canaries.searched())
                .hasSize(6)
                .allSatisfy((sink, bytes) -> assertThat(bytes).as(sink).isGreaterThan(1000));
        assertThat(canaries.hits()).isEmpty();
        assertThat(planted.hits()).as("what is there is found").containsKeys("histories", "files of Temporal");
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
                "Zwitscher-Kanarienvogel.xml");
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
            String details = installation
                    .client()
                    .newUntypedWorkflowStub(execution.getWorkflowId())
                    .query("__temporal_workflow_metadata", String.class);
            search("fields of the Web UI", details.getBytes(StandardCharsets.UTF_8), all);
            for (HistoryEvent event : installation
                    .client()
                    .fetchHistory(execution.getWorkflowId(), execution.getRunId())
                    .getEvents()) {
                search("histories", event.toByteArray(), all);
            }
        }
    }
}
