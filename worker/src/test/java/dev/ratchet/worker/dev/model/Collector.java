package dev.ratchet.worker.dev.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.FreePorts;
import dev.ratchet.Needs;
import dev.ratchet.worker.dev.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A real OpenTelemetry collector that writes what it is sent to files. */
public final class Collector implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final int port;
    private final Path folder;

    private Collector(Process process, int port, Path folder) {
        this.process = process;
        this.port = port;
        this.folder = folder;
    }

    /** Listens when this returns. */
    public static Collector start(Path folder) throws IOException {
        int port = FreePorts.one();
        Path config = Files.writeString(folder.resolve("collector.yaml"), """
                receivers:
                  otlp: {protocols: {http: {endpoint: "127.0.0.1:%d"}}}
                exporters:
                  file/traces: {path: %s/traces.json}
                  file/metrics: {path: %s/metrics.json}
                service:
                  telemetry: {metrics: {level: none}}
                  pipelines:
                    traces: {receivers: [otlp], exporters: [file/traces]}
                    metrics: {receivers: [otlp], exporters: [file/metrics]}
                """.formatted(port, folder, folder));
        Process process = new ProcessBuilder(Needs.program("otelcol").toString(), "--config", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("collector.log").toFile())
                .start();
        Collector collector = new Collector(process, port, folder);
        Installation.await("the collector listens", collector::listens);
        return collector;
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** What a worker must be told. */
    public Map<String, String> environment() {
        return new TreeMap<>(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + port));
    }

    /** Ends the collector, so that everything is in its files. */
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
    }

    /** Every span that was sent, as OTLP's JSON has it. */
    List<JsonNode> spans() {
        return each("traces.json", "resourceSpans", "scopeSpans", "spans");
    }

    /** Every metric, as often as it was sent. */
    List<JsonNode> metrics() {
        return each("metrics.json", "resourceMetrics", "scopeMetrics", "metrics");
    }

    /** All of it as text. */
    public String everything() throws IOException {
        return Files.readString(folder.resolve("traces.json")) + Files.readString(folder.resolve("metrics.json"));
    }

    private List<JsonNode> each(String file, String resource, String scope, String what) {
        List<JsonNode> all = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(folder.resolve(file))) {
                for (JsonNode of : JSON.readTree(line).path(resource)) {
                    for (JsonNode by : of.path(scope)) {
                        by.path(what).forEach(all::add);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }
}
