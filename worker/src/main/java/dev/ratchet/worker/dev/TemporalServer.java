package dev.ratchet.worker.dev;

import io.temporal.testserver.TestServer;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The Temporal of a {@code dev} process: a real one when a {@code temporal} program can be found, else one in memory. */
sealed interface TemporalServer extends AutoCloseable {

    /** {@code host:port}. */
    String address();

    /** What it is, for the screen. */
    String description();

    @Override
    void close();

    /**
     * Looks for {@code TEMPORAL_CLI}, then on the path, then in Go's folder of programs.
     *
     * @param uiPort of the Web UI, where the server has one
     */
    static TemporalServer start(Map<String, String> environment, int port, int uiPort, Path data, boolean inMemory)
            throws IOException {
        Optional<Path> cli = inMemory ? Optional.empty() : find(environment);
        return cli.isPresent()
                ? Real.start(cli.get(), port, uiPort, data)
                : new InMemory(port, TestServer.createPortBoundServer(port, true));
    }

    private static Optional<Path> find(Map<String, String> environment) {
        List<Path> places = new ArrayList<>();
        Optional.ofNullable(environment.get("TEMPORAL_CLI")).map(Path::of).ifPresent(places::add);
        for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
            places.add(Path.of(folder, "temporal"));
        }
        places.add(Path.of(System.getProperty("user.home"), "go", "bin", "temporal"));
        return places.stream().filter(Files::isExecutable).findFirst();
    }

    /** A real server with its database in a file. */
    record Real(Process process, String address, String description, Path pidFile) implements TemporalServer {

        static Real start(Path cli, int port, int uiPort, Path data) throws IOException {
            Path pidFile = data.resolve("temporal.pid");
            stopOrphan(pidFile);
            Process process = new ProcessBuilder(
                            cli.toString(),
                            "server",
                            "start-dev",
                            "--ip",
                            "127.0.0.1",
                            "--port",
                            String.valueOf(port),
                            "--ui-port",
                            String.valueOf(uiPort),
                            "--db-filename",
                            data.resolve("temporal.db").toString(),
                            "--log-level",
                            "error",
                            "--dynamic-config-value",
                            "history.transferProcessorMaxPollRPS=5000")
                    .redirectErrorStream(true)
                    .redirectOutput(data.resolve("temporal.log").toFile())
                    .start();
            Files.writeString(pidFile, process.pid() + "\n", StandardCharsets.US_ASCII);
            return new Real(
                    process,
                    "127.0.0.1:" + port,
                    "real Temporal (" + cli + "), Web UI http://127.0.0.1:" + uiPort,
                    pidFile);
        }

        /** A server that outlived its {@code dev} process, which was killed. */
        private static void stopOrphan(Path pidFile) throws IOException {
            if (!Files.exists(pidFile)) {
                return;
            }
            long pid = Long.parseLong(Files.readString(pidFile).strip());
            Optional<ProcessHandle> old = ProcessHandle.of(pid)
                    .filter(process -> process.info().command().orElse("").endsWith("temporal"));
            if (old.isPresent()) {
                old.get().destroy();
                old.get()
                        .onExit()
                        .orTimeout(10, TimeUnit.SECONDS)
                        .exceptionally(gone -> null)
                        .join();
            }
            Files.deleteIfExists(pidFile);
        }

        @Override
        public void close() {
            process.destroy();
            try {
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
                Files.deleteIfExists(pidFile);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    /** In memory: forgets everything when the process ends. */
    record InMemory(int port, TestServer.PortBoundTestServer server) implements TemporalServer {

        @Override
        public String address() {
            return "127.0.0.1:" + port;
        }

        @Override
        public String description() {
            return "embedded Temporal in memory, no Web UI: no 'temporal' program was found, and runs are forgotten"
                    + " when this process ends";
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
