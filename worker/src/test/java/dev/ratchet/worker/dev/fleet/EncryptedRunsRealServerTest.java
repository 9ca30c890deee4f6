package dev.ratchet.worker.dev.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.ratchet.FreePorts;
import dev.ratchet.Needs;
import dev.ratchet.starter.Ratchet;
import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.worker.Agents;
import dev.ratchet.worker.RunningWorker;
import dev.ratchet.worker.configuration.Reading;
import dev.ratchet.worker.dev.DemoInbox;
import dev.ratchet.worker.dev.DevServices;
import dev.ratchet.worker.dev.Said;
import dev.ratchet.worker.encryption.EncryptionSettings;
import dev.ratchet.worker.encryption.KeyCommands;
import dev.ratchet.worker.temporal.TemporalConnection;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.encryption.PayloadKey;
import dev.ratchet.workflows.encryption.PayloadKeys;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.envconfig.ClientConfigProfile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

/** The whole product with encryption on, on a real server: what Temporal and its Web UI have, a rotation, and a lost key. */
@TestMethodOrder(OrderAnnotation.class)
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("slow")
class EncryptedRunsRealServerTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** How the Web UI shows what it cannot read. */
    private static final String UNREADABLE = "encryption-key-id";

    /** Who submitted, of the input; and the summary of a timer. */
    private static final String[] READABLE = {"anna.behrens", "waits for controller"};

    /** What is in the clear, by the path to it: search attributes, and what the SDK itself notes about a local activity. */
    private static final Map<Pattern, Pattern> IN_THE_CLEAR = Map.of(
            Pattern.compile("events\\..+\\.searchAttributes\\.indexedFields\\.\\w+"), Pattern.compile(".*"),
            marked("activityId"), Pattern.compile("\"[0-9a-f-]{36}\""),
            marked("type"), Pattern.compile("\"[A-Za-z]+\""),
            marked("time"), Pattern.compile("[0-9]+"),
            marked("meta"),
                    Pattern.compile(
                            "\\{\"firstSkd\":[0-9]+,\"atpt\":[0-9]+,\"backoff\":(null|[0-9.]+|\"PT[0-9.HMS]+\")}"));

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
        temporal = connected(services::connect);
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

    /** On a busy machine the server takes longer to answer than a process waits for it. */
    private static TemporalConnection connected(Callable<TemporalConnection> connecting) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return connecting.call();
            } catch (TemporalConnection.Unreachable e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
            }
        }
    }

    /** A process of its own, as far as its keys go: it reads the files now. */
    private void startWorker() throws Exception {
        ClientConfigProfile profile = ClientConfigProfile.newBuilder()
                .setAddress(services.temporalAddress())
                .setNamespace("default")
                .build();
        PayloadKeys read =
                EncryptionSettings.from(new Reading(keys.environment())).open(TenantId.DEFAULT);
        connection = connected(() -> TemporalConnection.open(profile, read));
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
        return EncryptionSettings.from(new Reading(keys.environment()))
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

    private static Pattern marked(String field) {
        return Pattern.compile("events\\.markerRecordedEventAttributes\\.details\\." + field + "\\.payloads");
    }

    @Test
    @Order(1)
    void a_history_has_no_payload_of_ours_in_the_clear() throws Exception {
        String id = submitted("13");

        requireEncrypted(id);
        assertThat(keyIds(id)).containsExactly(active());
        assertThat(fine("explain", id).out()).contains("waits for  somebody with role controller");
    }

    private void requireEncrypted(String id) throws IOException {
        List<HistoryPayload> all = HistoryPayload.in(history(id));
        assertThat(all).anyMatch(payload -> payload.path().endsWith("StartedEventAttributes.input.payloads"));
        List<HistoryPayload> clear =
                all.stream().filter(payload -> !payload.isEncrypted()).toList();
        assertThat(clear)
                .allSatisfy(payload -> assertThat(IN_THE_CLEAR).anySatisfy((path, text) -> {
                    assertThat(payload.path()).matches(path);
                    assertThat(payload.text()).matches(text);
                }));
    }

    private SortedSet<String> keyIds(String id) throws IOException {
        return HistoryPayload.in(history(id)).stream()
                .filter(HistoryPayload::isEncrypted)
                .map(HistoryPayload::keyId)
                .collect(Collectors.toCollection(TreeSet::new));
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
    @Order(3)
    void the_web_ui_reads_it_for_who_is_signed_in_or_brings_a_token_and_for_nobody_else() throws Exception {
        String id = Digest.of(Files.readAllBytes(inbox.get("13"))).hex();
        String run = history(id)
                .getEvents()
                .get(0)
                .getWorkflowExecutionStartedEventAttributes()
                .getOriginalExecutionRunId();
        String token = Objects.requireNonNull(services.starterEnvironment().get("RATCHET_TOKEN"));
        try (WebUiInBrowser browser =
                WebUiInBrowser.open(webUi(), services.gatewayUrl() + "/codec", "invoice/default/" + id, run)) {
            Page page = browser.page();
            assertThat(browser.text(page, "without-codec-server", UNREADABLE)).doesNotContain(READABLE);

            browser.askTheCodec(page);
            assertThat(browser.asks(page).status()).isEqualTo(401);
            assertThat(browser.text(page, "codec-server-without-session", "Codec Server could not connect", UNREADABLE))
                    .doesNotContain(READABLE);

            page.navigate(services.signIn().toString());
            assertThat(browser.asks(page).status()).isEqualTo(200);
            assertThat(browser.text(page, "codec-server-signed-in", READABLE)).doesNotContain(UNREADABLE);

            Page other = browser.page();
            browser.askTheCodec(other);
            browser.bring(other, token);
            assertThat(browser.asks(other).status()).isEqualTo(200);
            assertThat(browser.text(other, "codec-server-token", READABLE)).doesNotContain(UNREADABLE);
        }
    }

    /** A thousand ports above Temporal. */
    private URI webUi() {
        String[] address = services.temporalAddress().split(":");
        return URI.create("http://" + address[0] + ":" + (Integer.parseInt(address[1]) + 1000));
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
        requireEncrypted(id);
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
