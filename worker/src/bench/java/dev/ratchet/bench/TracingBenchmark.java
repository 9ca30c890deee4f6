package dev.ratchet.bench;

import dev.ratchet.worker.Capabilities;
import dev.ratchet.worker.temporal.TemporalConnection;
import dev.ratchet.worker.telemetry.Telemetry;
import dev.ratchet.workflows.contract.DocumentRef;
import java.io.File;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The batch with all spans and metrics sent to a real OpenTelemetry collector on this machine, against the batch without. The
 * collector's own processor time is in the documents a second and not in the worker's.
 */
final class TracingBenchmark implements Benchmark {
    private static final int FIRST = 2_000;
    private static final int ROUNDS = 6;
    private static final String RECEIVED = "received.json";

    @Override
    public List<Result> run(Place place) throws Exception {
        int port = freePort();
        try (Owned collector = collector(place, port);
                Capabilities silent = place.capabilities();
                Capabilities observed = place.observed(
                        Telemetry.start(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + port)));
                TemporalConnection temporal = place.connect();
                Submitter submitter = Submitter.at(place.temporal());
                Lanes lanes = new Lanes(submitter.client(), 1)) {
            silent.warmFully();
            observed.warmFully();
            Uploads small = new Uploads(silent).withDemoSuppliers();
            Race<DocumentRef> race = new Race<>(place, small::next, ROUNDS);
            var off = race.with("batch, not observed", new WorkerTurn(temporal, silent, lanes));
            var on = race.with("batch, observed", new WorkerTurn(temporal, observed, lanes));
            race.run(FIRST);
            WorkerTurn.stop();
            if (Files.size(place.file(RECEIVED)) == 0) {
                throw new IllegalStateException("the collector was sent nothing");
            }
            String against = "not observed";
            return List.of(
                    Result.of("DIRECT batch, observed", place.server(), on.perSecond(), "documents/s")
                            .against(against, off.perSecond())
                            .should(Target.ratioAtLeast(0.97)),
                    Result.of("DIRECT batch, observed, CPU", place.server(), on.cpuMillis(), "ms/document")
                            .against(against, off.cpuMillis())
                            .should(Target.ratioAtMost(1.03)));
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Owned collector(Place place, int port) throws Exception {
        Path config = Files.writeString(place.file("collector.yaml"), """
                receivers:
                  otlp: {protocols: {http: {endpoint: "127.0.0.1:%d"}}}
                exporters:
                  file: {path: %s, rotation: {max_megabytes: 10, max_backups: 1}}
                service:
                  telemetry: {metrics: {level: none}}
                  pipelines:
                    traces: {receivers: [otlp], exporters: [file]}
                    metrics: {receivers: [otlp], exporters: [file]}
                """.formatted(port, place.file(RECEIVED)));
        return Owned.start(
                List.of(program("otelcol"), "--config", config.toString()), Map.of(), place.file("collector.log"));
    }

    private static String program(String name) {
        Optional<Path> found = Stream.concat(
                        Stream.of(System.getenv("PATH").split(File.pathSeparator)),
                        Stream.of(System.getProperty("user.home") + "/go/bin"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
        return found.orElseThrow(() -> new IllegalStateException(
                        "no program '" + name + "' on the path; .ci/otelcol.yaml says how it is built"))
                .toString();
    }
}
