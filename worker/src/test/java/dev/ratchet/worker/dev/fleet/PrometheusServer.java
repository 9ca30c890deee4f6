package dev.ratchet.worker.dev.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.FreePorts;
import dev.ratchet.Needs;
import dev.ratchet.worker.dev.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** A real Prometheus that scrapes these ports of this machine every second and judges the product's alerts. */
final class PrometheusServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final int port;
    private final Thread atTheEnd;

    private PrometheusServer(Process process, int port) {
        this.process = process;
        this.port = port;
        this.atTheEnd = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(atTheEnd);
    }

    /** Answers when this returns. The rules are the product's, but nothing has to last before it fires. */
    static PrometheusServer start(Path folder, List<Integer> targets) throws IOException {
        String rules = Files.readString(Needs.root().resolve("deploy/monitoring/alerts.yaml"));
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("alerts.yaml"), rules.replaceAll("(?m)^( +for:).*$", "$1 0s"));
        Path config = Files.writeString(folder.resolve("prometheus.yaml"), """
                global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
                rule_files: [alerts.yaml]
                scrape_configs:
                  - job_name: ratchet
                    static_configs: [{targets: %s}]
                """.formatted(
                targets.stream().map(target -> "\"127.0.0.1:" + target + "\"").toList()));
        int port = FreePorts.one();
        Process process = new ProcessBuilder(
                        Needs.program("prometheus").toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
        PrometheusServer server = new PrometheusServer(process, port);
        try {
            Installation.await(
                    "Prometheus answers", () -> !server.query("vector(1)").isEmpty());
        } catch (AssertionError e) {
            server.close();
            throw e;
        }
        return server;
    }

    /** The rows of an instant query. */
    JsonNode query(String query) {
        JsonNode answer = get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        if (!answer.path("status").asText().equals("success")) {
            throw new IllegalStateException(query + ": " + answer);
        }
        return answer.path("data").path("result");
    }

    /** Names of the alerts that fire now. */
    SortedSet<String> firing() {
        SortedSet<String> names = new TreeSet<>();
        query("ALERTS{alertstate=\"firing\"}")
                .forEach(row -> names.add(row.path("metric").path("alertname").asText()));
        return names;
    }

    /** What a person is told of an alert that fires. */
    String summary(String alert) {
        for (JsonNode each : get("/api/v1/alerts").path("data").path("alerts")) {
            if (each.path("labels").path("alertname").asText().equals(alert)) {
                return each.path("annotations").path("summary").asText() + " -> "
                        + each.path("annotations").path("command").asText();
            }
        }
        return "";
    }

    private JsonNode get(String path) {
        try {
            return JSON.readTree(HTTP.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .build(),
                            BodyHandlers.ofString())
                    .body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(atTheEnd);
    }
}
