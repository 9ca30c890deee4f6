package dev.ratchet.worker.dev;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
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
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.envconfig.ClientConfigProfile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

/** The whole product with encryption on, on a real server: what Temporal and its Web UI have, a rotation, and a lost key. */
@TestMethodOrder(OrderAnnotation.class)
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("slow")
class EncryptedRunsRealServerTest {
    private static final Path PICTURES = Needs.root().resolve("worker/target/encryption");
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

    private Said ratchet(boolean byGateway, Object... arguments) {
        Map<String, String> environment = new TreeMap<>(services.starterEnvironment());
        if (byGateway) {
            environment.keySet().removeIf(name -> name.startsWith("TEMPORAL"));
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Ratchet.run(
                new CommandContext(environment, folder, new PrintWriter(out), new PrintWriter(err), false, 200),
                Stream.of(arguments).map(Object::toString).toArray(String[]::new));
        return new Said(code, out.toString(), err.toString());
    }

    private Said fine(Object... arguments) {
        Said said = ratchet(true, arguments);
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
    void a_history_has_no_payload_in_the_clear() throws Exception {
        String id = submitted("13");

        String json = history(id).toJson(false);
        assertThat(json).contains(base64("binary/encrypted"), base64(active())).doesNotContain(base64("json/plain"));
        assertThat(fine("explain", id).out()).contains("waits for  somebody with role controller");
    }

    /** A thousand ports above Temporal. */
    private String webUi() {
        String[] address = services.temporalAddress().split(":");
        return "http://" + address[0] + ":" + (Integer.parseInt(address[1]) + 1000);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @Order(2)
    void who_has_no_key_is_told_which_and_where_to_get_it() throws Exception {
        Said said = ratchet(
                false, "status", Digest.of(Files.readAllBytes(inbox.get("13"))).hex());

        assertThat(said.code()).as(said.toString()).isEqualTo(1);
        assertThat(said.err())
                .contains("(MISSING_KEY)", active(), "RATCHET_ENCRYPTION_KEYS", "unset TEMPORAL_ADDRESS")
                .doesNotContain("Exception", "\tat ");
    }

    @Test
    @Order(3)
    void the_web_ui_reads_it_for_who_is_signed_in_and_for_nobody_else() throws Exception {
        Path chromium = Needs.program("chromium");
        String id = Digest.of(Files.readAllBytes(inbox.get("13"))).hex();
        HistoryEvent first = history(id).getEvents().get(0);
        String run = first.getWorkflowExecutionStartedEventAttributes().getOriginalExecutionRunId();
        String address = webUi() + "/namespaces/default/workflows/"
                + URLEncoder.encode("invoice/default/" + id, StandardCharsets.UTF_8) + "/" + run + "/history";
        String codec = services.gatewayUrl() + "/codec";
        try (Playwright playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser browser = playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(chromium)
                                .setArgs(List.of("--no-sandbox", "--disable-gpu")));
                BrowserContext context =
                        browser.newContext(new Browser.NewContextOptions().setViewportSize(1400, 1500))) {
            context.setDefaultTimeout(60_000);
            Page page = context.newPage();

            look(page, address, "without-codec-server");
            assertThat(page.content()).contains("binary/encrypted").doesNotContain("a.xml", "anna.behrens");

            settings(page, codec);
            page.waitForResponse(
                    answer -> answer.url().equals(codec + "/decode") && answer.status() == 401,
                    () -> look(page, address, "codec-server-without-session"));
            assertThat(page.content()).contains("binary/encrypted").doesNotContain("anna.behrens");

            page.navigate(services.signIn().toString());
            page.waitForResponse(
                    answer -> answer.url().equals(codec + "/decode") && answer.status() == 200,
                    () -> look(page, address, "codec-server-signed-in"));
            page.getByText("anna.behrens").first().waitFor();
            page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve("codec-server-signed-in.png")));
        }
    }

    private static void look(Page page, String address, String name) {
        page.navigate(address);
        page.getByText("Input").first().waitFor();
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
    }

    /** What a person sets in the Web UI under "Codec Server": the endpoint, and "Include cross-origin credentials". */
    private static void settings(Page page, String codec) {
        page.evaluate(
                "codec => { localStorage.setItem('endpoint', JSON.stringify(codec));"
                        + " localStorage.setItem('includeCredentials', 'true');"
                        + " localStorage.setItem('overrideRemoteCodecConfiguration', 'true'); }",
                codec);
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
        assertThat(history(id).toJson(false))
                .contains(base64(first), base64(second))
                .doesNotContain(base64("json/plain"));
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

        Said told = ratchet(true, "deny", id, "--why", "no", "--as", "miriam.falk");
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
        assertThat(fine("submit", "--json", "--as", "anna.behrens", inbox.get("01"))
                        .out())
                .as("what needs no lost key goes on")
                .contains("POSTED");

        Files.writeString(table, whole);
        eventually("the run goes on by itself", () -> {
            Said again = ratchet(true, "deny", id, "--why", "no", "--as", "miriam.falk");
            return again.code() == 0 || again.err().contains("NOT_WAITING");
        });
        assertThat(fine("status", id).out()).contains("REFUSED");
    }
}
