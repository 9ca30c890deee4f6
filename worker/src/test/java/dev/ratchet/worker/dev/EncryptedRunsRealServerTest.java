package dev.ratchet.worker.dev;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratchet.FreePorts;
import dev.ratchet.Needs;
import dev.ratchet.starter.Ratchet;
import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.worker.Agents;
import dev.ratchet.worker.RunningWorker;
import dev.ratchet.worker.TemporalConnection;
import dev.ratchet.worker.encryption.EncryptionSettings;
import dev.ratchet.worker.encryption.KeyCommands;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.encryption.PayloadKey;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.envconfig.ClientConfigProfile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole product with encryption on, on a real server: what Temporal has, a rotation, and a lost key. */
@TestMethodOrder(OrderAnnotation.class)
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("slow")
class EncryptedRunsRealServerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    private final Map<String, Path> inbox = new HashMap<>();
    private Path folder;
    private KeyCommands keys;
    private DevServices services;
    private TemporalConnection temporal;
    private TemporalConnection connection;
    private RunningWorker worker;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        this.folder = folder;
        keys = new KeyCommands(folder);
        keys.run("create", "--activate");
        Map<String, String> environment = new TreeMap<>(keys.environment());
        environment.put("TEMPORAL_CLI", Needs.temporalCli().toString());
        services = DevServices.start(
                new DevServices.Options(folder.resolve("data"), FreePorts.pair(), 0, false, folder),
                environment,
                Agents.PRODUCT);
        services.capabilities().warm();
        temporal = services.connect();
        startWorker();
        for (Path file : DemoInbox.writeTo(folder.resolve("inbox"))) {
            inbox.put(file.getFileName().toString().substring(0, 2), file);
        }
        fine("masterdata", "load", Files.writeString(folder.resolve("masterdata.yaml"), DemoInbox.masterData()));
    }

    @AfterAll
    void stop() {
        if (worker != null) {
            stopWorker();
        }
        if (temporal != null) {
            temporal.close();
        }
        if (services != null) {
            services.close();
        }
    }

    /** A process of its own, as far as its keys go: it reads the files now. */
    private void startWorker() throws Exception {
        connection = TemporalConnection.open(
                ClientConfigProfile.newBuilder()
                        .setAddress(services.temporalAddress())
                        .setNamespace("default")
                        .build(),
                EncryptionSettings.from(keys.environment()).open(TenantId.DEFAULT));
        worker = RunningWorker.start(connection, services.capabilities());
    }

    private void stopWorker() {
        worker.close();
        connection.close();
    }

    private void restartWorker() throws Exception {
        stopWorker();
        startWorker();
    }

    private String active() {
        return EncryptionSettings.from(keys.environment())
                .open(TenantId.DEFAULT)
                .active()
                .map(PayloadKey::id)
                .orElseThrow();
    }

    private Said byGateway(Object... arguments) {
        Map<String, String> environment = new TreeMap<>(services.starterEnvironment());
        environment.keySet().removeIf(name -> name.startsWith("TEMPORAL"));
        return ratchet(environment, arguments);
    }

    /** The command line talks to Temporal itself. */
    private Said directly(Map<String, String> keysOrNone, Object... arguments) {
        Map<String, String> environment = new TreeMap<>(services.starterEnvironment());
        environment.putAll(keysOrNone);
        return ratchet(environment, arguments);
    }

    private Said ratchet(Map<String, String> environment, Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Ratchet.run(
                new CommandContext(environment, folder, new PrintWriter(out), new PrintWriter(err), false, 200),
                Stream.of(arguments).map(Object::toString).toArray(String[]::new));
        return new Said(code, out.toString(), err.toString());
    }

    private Said fine(Object... arguments) {
        Said said = byGateway(arguments);
        assertThat(said.code()).as(said.toString()).isZero();
        return said;
    }

    private String submitted(String number) throws Exception {
        assertThat(fine("submit", "--json", "--as", "anna.behrens", inbox.get(number))
                        .out())
                .contains("WAITING");
        return Digest.of(Files.readAllBytes(inbox.get(number))).hex();
    }

    private WorkflowExecutionHistory history(String id) {
        return temporal.client().fetchHistory("invoice/default/" + id);
    }

    private int attempts(String id) {
        return temporal.service()
                .blockingStub()
                .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
                        .setNamespace("default")
                        .setExecution(WorkflowExecution.newBuilder().setWorkflowId("invoice/default/" + id))
                        .build())
                .getPendingWorkflowTask()
                .getAttempt();
    }

    private static void eventually(String what, BooleanSupplier so) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!so.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    @Test
    @Order(1)
    void what_a_history_has_is_encrypted_with_the_active_key() throws Exception {
        String id = submitted("13");

        assertThat(encodings(id)).contains("binary/encrypted");
        assertThat(keyIds(id)).containsExactly(active());
        assertThat(fine("explain", id).out()).contains("waits for  somebody with role controller");
    }

    private SortedSet<String> encodings(String id) throws IOException {
        return ofPayloads(id, "encoding");
    }

    private SortedSet<String> keyIds(String id) throws IOException {
        return ofPayloads(id, "encryption-key-id");
    }

    /** That field of the metadata of every payload in the history but those of search attributes, which the server reads. */
    private SortedSet<String> ofPayloads(String id, String field) throws IOException {
        JsonNode history = new ObjectMapper().readTree(history(id).toJson(false));
        for (JsonNode parent : history.findParents("searchAttributes")) {
            ((ObjectNode) parent).remove("searchAttributes");
        }
        for (JsonNode parent : history.findParents("meta")) {
            // the SDK's own words about a local activity, which it never encrypts: id, type, attempt and time
            ((ObjectNode) parent).remove(List.of("meta", "type", "time"));
        }
        SortedSet<String> found = new TreeSet<>();
        for (JsonNode metadata : history.findValues("metadata")) {
            if (metadata.has(field)) {
                found.add(new String(
                        Base64.getDecoder().decode(metadata.get(field).asText()), StandardCharsets.UTF_8));
            }
        }
        return found;
    }

    @Test
    @Order(2)
    void who_has_no_key_is_told_which_and_where_to_get_it() throws Exception {
        Said said = directly(
                Map.of(),
                "status",
                Digest.of(Files.readAllBytes(inbox.get("13"))).hex());

        assertThat(said.code()).as(said.toString()).isEqualTo(1);
        assertThat(said.err())
                .contains("(MISSING_KEY)", active(), "RATCHET_ENCRYPTION_KEYS", "unset TEMPORAL_ADDRESS")
                .doesNotContain("Exception", "\tat ");
    }

    @Test
    @Order(4)
    void runs_wait_while_keys_are_rotated_and_finish_afterwards() throws Exception {
        String first = active();
        String id = Digest.of(Files.readAllBytes(inbox.get("13"))).hex();
        keys.run("rotate");
        restartWorker();
        assertThat(active()).isEqualTo(first);
        keys.run("activate");
        restartWorker();
        String second = active();
        assertThat(second).isNotEqualTo(first);

        assertThat(fine("approve", id, "--as", "miriam.falk").out()).contains("POSTED BOOKED");
        assertThat(encodings(id)).contains("binary/encrypted");
        assertThat(keyIds(id)).containsExactlyInAnyOrder(first, second);
    }

    @Test
    @Order(5)
    void a_lost_key_stops_its_runs_visibly_and_they_go_on_when_it_is_back() throws Exception {
        String lost = active();
        String id = submitted("12");
        keys.run("rotate");
        keys.run("activate");
        Path table = keys.files().table();
        String whole = Files.readString(table);
        keys.run("retire", lost, "--nothing-needs-it");
        restartWorker();

        Said told = byGateway("deny", id, "--why", "no", "--as", "miriam.falk");
        assertThat(told.code()).as(told.toString()).isNotZero();
        eventually(
                "the server hears of it",
                () -> history(id).getEvents().stream()
                        .filter(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED)
                        .anyMatch(event -> event.getWorkflowTaskFailedEventAttributes()
                                .getFailure()
                                .getMessage()
                                .contains("the key '" + lost + "', which this process does not have")));
        assertThat(worker.notReady()).as("the process lives").isEmpty();
        int attempts = attempts(id);
        System.out.println("attempts of the workflow task while the key was away: " + attempts);
        assertThat(attempts).isLessThan(100);
        assertThat(directly(keys.environment(), "submit", "--json", "--as", "anna.behrens", inbox.get("01"))
                        .out())
                .as("what needs no lost key goes on")
                .contains("POSTED");

        Files.writeString(table, whole);
        eventually("the run goes on by itself", () -> {
            Said again = byGateway("deny", id, "--why", "no", "--as", "miriam.falk");
            return again.code() == 0 || again.err().contains("NOT_WAITING");
        });
        assertThat(fine("status", id).out()).contains("REFUSED");
    }
}
