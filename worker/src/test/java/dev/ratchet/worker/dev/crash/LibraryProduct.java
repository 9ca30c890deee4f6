package dev.ratchet.worker.dev.crash;

import dev.ratchet.FreePorts;
import dev.ratchet.Needs;
import dev.ratchet.activities.library.Library;
import dev.ratchet.activities.library.PostgresLibrary;
import dev.ratchet.worker.dev.DevServices;
import dev.ratchet.worker.dev.Installation;
import dev.ratchet.worker.dev.RebuiltRuns;
import dev.ratchet.worker.dev.WorkerProcess;
import dev.ratchet.worker.library.LibrarySearch;
import dev.ratchet.worker.library.LibraryWorker;
import dev.ratchet.worker.temporal.TemporalConnection;
import dev.ratchet.worker.web.GatewayPorts;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.library.LibraryActivities.Removal;
import dev.ratchet.workflows.contract.library.LibraryRequest;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.library.LibraryWorkflow;
import dev.ratchet.workflows.library.RemovalWorkflow;
import dev.ratchet.workflows.run.RunRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A product with a library on a real Temporal and a real PostgreSQL; its workers are processes that may be killed. */
final class LibraryProduct implements AutoCloseable {
    static final TenantId TENANT = TenantId.DEFAULT;
    private static final String DATABASE = "ratchet";
    private static final String PERSON = "anna";

    private final Path folder;
    private final DevServices services;
    private final TemporalConnection temporal;
    private final GatewayPorts ports;
    private int processes;

    private LibraryProduct(Path folder, DevServices services, TemporalConnection temporal) {
        this.folder = folder;
        this.services = services;
        this.temporal = temporal;
        this.ports = services.capabilities().gatewayPorts(Optional::empty);
    }

    static LibraryProduct start(Path folder) throws Exception {
        DevServices services = DevServices.start(
                new DevServices.Options(folder.resolve("data"), FreePorts.pair(), 0, false, folder),
                Installation.blamingNoRun(
                        Map.of("TEMPORAL_CLI", Needs.temporalCli().toString())),
                LibraryWorker.AGENTS);
        return new LibraryProduct(folder, services, services.connect());
    }

    WorkerProcess worker() throws IOException {
        return process(LibraryWorker.class, "run");
    }

    WorkerProcess process(Class<?> main, String... arguments) throws IOException {
        return WorkerProcess.start(
                folder.resolve("process-" + ++processes + ".log"), services.workerEnvironment(), main, arguments);
    }

    WorkflowClient client() {
        return temporal.client();
    }

    /** Uploads a document and starts its run; answers with the run's workflow id. */
    String bringIn(String name, byte[] bytes) throws IOException {
        DocumentRef content = kept(bytes);
        LibraryRequest request = new LibraryRequest(name, content.digest(), content.bytes());
        DocumentRef intake = kept(CanonicalJson.of(request).getBytes(StandardCharsets.UTF_8));
        RunRequest run = new RunRequest(intake, CanonicalJson.tree(request), name, PERSON, null, null);
        String id = run.workflowId(LibraryWorkflow.AGENT);
        LibraryWorkflow workflow = client().newWorkflowStub(LibraryWorkflow.class, options(id));
        WorkflowClient.start(workflow::run, run);
        return id;
    }

    private DocumentRef kept(byte[] bytes) throws IOException {
        DocumentRef kept = ports.documents().put(TENANT, bytes);
        ports.approvals().uploaded(TENANT, kept.digest(), PERSON);
        return kept;
    }

    /** Finishes a removal that is on record. */
    void finishRemoval(String document) {
        client().newWorkflowStub(RemovalWorkflow.class, options(RemovalWorkflow.workflowId(TENANT, document)))
                .run(new Removal(TENANT, document));
    }

    private static WorkflowOptions options(String id) {
        return WorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setTaskQueue(LibraryWorkflow.TASK_QUEUE)
                .build();
    }

    RunSummary result(String id) throws Exception {
        return client().newUntypedWorkflowStub(id).getResult(180, TimeUnit.SECONDS, RunSummary.class);
    }

    /** Bytes of all events of a run, and of its largest one. */
    List<Integer> historySize(String id) {
        var events = client().fetchHistory(id).getEvents();
        return List.of(
                events.stream().mapToInt(event -> event.getSerializedSize()).sum(),
                events.stream()
                        .mapToInt(event -> event.getSerializedSize())
                        .max()
                        .orElse(0));
    }

    /** One column, as the superuser. */
    List<String> rows(String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection owner = owner();
                Statement statement = owner.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }

    /** Beside the workers; its own index is made from what they published. */
    LibrarySearch search() {
        return new LibrarySearch(
                folder.resolve("searching-" + ++processes),
                services.capabilities().database());
    }

    Library library() {
        return new PostgresLibrary(services.capabilities().database());
    }

    private Connection owner() throws SQLException {
        Connection owner = services.database().superuser(DATABASE);
        owner.setSchema(DATABASE);
        return owner;
    }

    @Override
    public void close() {
        try {
            RebuiltRuns.requireEqual(services.capabilities(), TENANT);
        } finally {
            temporal.close();
            services.close();
        }
    }
}
