package dev.ratchet.worker.dev.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.FreePorts;
import dev.ratchet.Needs;
import dev.ratchet.activities.model.tier.ModelSettings;
import dev.ratchet.worker.ChangedInvoiceWorker;
import dev.ratchet.worker.WorkerMain;
import dev.ratchet.worker.dev.DemoInbox;
import dev.ratchet.worker.dev.Installation;
import dev.ratchet.worker.dev.ScriptedModelServer;
import dev.ratchet.worker.dev.WorkerProcess;
import dev.ratchet.worker.metrics.ScrapedPage;
import dev.ratchet.worker.web.authentication.Tokens;
import dev.ratchet.workflows.gateway.Paths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each alert fires on a fault that is planted on a real worker with a real Temporal and PostgreSQL, and is seen by a real
 * Prometheus; and each query of the dashboard has an answer there.
 */
@Tag("slow")
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AlertsRealServerTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int TEXTS = 4;
    private static final int WEB = 3;
    private static final String TOKEN = Tokens.random();

    @TempDir
    Path folder;

    private final List<Integer> ports = new ArrayList<>();
    private final SortedSet<String> seen = new TreeSet<>();
    private int webPort;

    /** The web process; it tells how things stand, and how long looks at the books took. */
    private WorkerProcess web(Installation installation, ScriptedModelServer model) throws IOException {
        webPort = FreePorts.one();
        Map<String, String> environment = environment(WEB, model);
        environment.put("RATCHET_WEB_PORT", String.valueOf(webPort));
        environment.put(
                "RATCHET_TOKENS",
                Files.writeString(folder.resolve("tokens"), Tokens.line(TOKEN, "anna.behrens") + "\n")
                        .toString());
        WorkerProcess web = installation.process(environment, WorkerMain.class, "web");
        await(web, "the web process answers", () -> get(webPort, Paths.LIVE).equals("ok"));
        return web;
    }

    @Test
    void eachAlertFiresOnItsFaultAndNoPanelIsEmpty() throws Exception {
        for (int process = 0; process < 4; process++) {
            ports.add(FreePorts.one());
        }
        try (ScriptedModelServer model =
                        ScriptedModelServer.start(List.of(new DemoInbox.Script("nonsense", List.of("no proposal"))));
                Installation installation = Installation.start(
                        folder.resolve("installation"),
                        false,
                        Map.of("TEMPORAL_CLI", Needs.temporalCli().toString()));
                PrometheusServer prometheus = PrometheusServer.start(folder.resolve("prometheus"), ports)) {
            try (WorkerProcess web = web(installation, model)) {
                String waiting = spendWithoutOutcome(installation, prometheus, model);
                refuse(installation, prometheus, model);
                change(installation, prometheus, model, waiting);
                installation.submitText("A text that nobody takes");
                await(
                        web,
                        "a run without a worker is seen",
                        () -> !prometheus
                                .query("ratchet_runs_stuck{ratchet_stuck_why=\"NO_WORKER\"}")
                                .isEmpty());
                assertThat(new ScrapedPage(scrape(WEB)).objections()).isEmpty();
                assertThat(web.alive()).isTrue();
            }
            fires(prometheus, "RatchetNoPollers", "RatchetBlind");
        }
        assertThat(seen).as("alerts that were never seen to fire").isEqualTo(alerts());
    }

    /** The first worker: a model that costs money and proposes nothing; books that nobody verifies, and then tampered ones. */
    private String spendWithoutOutcome(
            Installation installation, PrometheusServer prometheus, ScriptedModelServer model) throws Exception {
        try (WorkerProcess worker = installation.process(environment(0, model), WorkerMain.class, "run")) {
            up(prometheus, 0, worker);
            await(
                    worker,
                    "nothing fires on a healthy worker",
                    () -> prometheus.firing().isEmpty());
            String waiting = "";
            for (int text = 0; text < TEXTS; text++) {
                waiting = installation.submitText("A text of nonsense, number " + text);
            }
            fires(prometheus, "RatchetMoneyWithoutOutcome", "RatchetApprovalOverdue", "RatchetGateRejectionsJumped");
            installation.recheck(waiting);
            String posted = installation.submit(1);
            installation.awaitEntries(1);
            installation.result(posted);
            fires(prometheus, "RatchetChainUnverified");
            assertThat(new ScrapedPage(scrape(0)).objections()).isEmpty();
            tamper(installation);
            fires(prometheus, "RatchetAuditLags");
            assertThat(get(webPort, Paths.VERIFY)).contains("ENTRY_CHANGED");
            assertThat(get(webPort, Paths.ENTRIES)).contains("S-0000001");
            fires(prometheus, "RatchetBooksDisagree");
            return waiting;
        }
    }

    /** An hour earlier, in the books; and the record of the run earlier still. */
    private static void tamper(Installation installation) throws SQLException {
        try (Connection connection = installation.superuser();
                Statement sql = connection.createStatement()) {
            sql.execute("SET session_replication_role = replica");
            sql.execute("UPDATE entry SET posted_at = posted_at - interval '1 hour'");
            sql.execute("UPDATE run SET changed_at = changed_at - interval '2 hours'");
        }
    }

    /** The second worker: its budget holds no question. */
    private void refuse(Installation installation, PrometheusServer prometheus, ScriptedModelServer model)
            throws Exception {
        Map<String, String> environment = environment(1, model);
        environment.put(
                "RATCHET_BUDGETS",
                Files.writeString(folder.resolve("budgets.yaml"), "day: 0.000001\n")
                        .toString());
        try (WorkerProcess worker = installation.process(environment, WorkerMain.class, "run")) {
            up(prometheus, 1, worker);
            installation.submitText("A text of nonsense that nobody may pay for");
            fires(prometheus, "RatchetBudgetRefusals", "RatchetRunStuck");
            await(
                    worker,
                    "two scrapes of the refusal, so that the dashboard has an increase",
                    () -> !prometheus
                            .query("count_over_time(ratchet_budget_refusals_total[1h]) > 1")
                            .isEmpty());
        }
    }

    /** The third worker: changed code, on which no run of the others replays. */
    private void change(
            Installation installation, PrometheusServer prometheus, ScriptedModelServer model, String waiting)
            throws Exception {
        try (WorkerProcess worker = installation.process(environment(2, model), ChangedInvoiceWorker.class)) {
            up(prometheus, 2, worker);
            installation.client().newUntypedWorkflowStub(waiting).signal("wakes-it");
            fires(prometheus, "RatchetNonDeterminism");
            requireNoEmptyPanel(prometheus, worker);
        }
    }

    private Map<String, String> environment(int number, ScriptedModelServer model) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("RATCHET_HEALTH_PORT", String.valueOf(ports.get(number)));
        environment.put("RATCHET_METRICS_SECONDS", "1");
        environment.put("RATCHET_APPROVAL_SLA_HOURS", "0");
        environment.put("RATCHET_VERIFY_WITHIN_HOURS", "0");
        environment.put("RATCHET_RUN_STALLS_SECONDS", "5");
        environment.put(ModelSettings.URL, model.url());
        environment.put(ModelSettings.KEY, "a-key");
        environment.put(ModelSettings.NAME, ScriptedModelServer.MODEL);
        environment.put(ModelSettings.PRICE_IN, "10");
        environment.put(ModelSettings.PRICE_OUT, "20");
        return environment;
    }

    private void up(PrometheusServer prometheus, int number, WorkerProcess worker) {
        await(
                worker,
                "Prometheus sees a worker that takes tasks",
                () -> !prometheus
                        .query("temporal_num_pollers{instance=\"127.0.0.1:" + ports.get(number) + "\"} > 0")
                        .isEmpty());
    }

    private static void await(WorkerProcess worker, String what, java.util.function.BooleanSupplier seen) {
        Installation.await(() -> what + "; the worker said:\n" + worker.said(), PATIENCE, seen);
    }

    private void fires(PrometheusServer prometheus, String... alerts) {
        for (String alert : alerts) {
            Installation.await(
                    () -> alert + " fires; there are " + prometheus.firing() + " of\n"
                            + prometheus.query("{__name__=~\"ratchet.*\"}"),
                    PATIENCE,
                    () -> prometheus.firing().contains(alert));
            System.out.println("fires: " + alert + ": " + prometheus.summary(alert));
            seen.add(alert);
        }
    }

    private void requireNoEmptyPanel(PrometheusServer prometheus, WorkerProcess worker) throws IOException {
        JsonNode dashboard =
                new ObjectMapper().readTree(Files.readString(Needs.root().resolve("deploy/monitoring/dashboard.json")));
        for (JsonNode panel : dashboard.path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                String query = target.path("expr").asText();
                await(
                        worker,
                        "rows for " + query,
                        () -> !prometheus.query(query).isEmpty());
                System.out.printf(
                        "%3d rows  %-40s %s%n",
                        prometheus.query(query).size(), panel.path("title").asText(), query);
            }
        }
    }

    private String scrape(int number) {
        return get(ports.get(number), "/metrics");
    }

    private static String get(int port, String path) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .header("Authorization", "Bearer " + TOKEN)
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static SortedSet<String> alerts() throws IOException {
        SortedSet<String> names = new TreeSet<>();
        Files.readAllLines(Needs.root().resolve("deploy/monitoring/alerts.yaml")).stream()
                .map(String::strip)
                .filter(line -> line.startsWith("- alert: "))
                .forEach(line -> names.add(line.substring("- alert: ".length())));
        return names;
    }
}
