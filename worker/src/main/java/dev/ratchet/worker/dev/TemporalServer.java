package dev.ratchet.worker.dev;

import dev.ratchet.activities.OwnerOnlyFile;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The Temporal of a {@code dev} process: a real one when a {@code temporal} program can be found, else one in memory. */
sealed interface TemporalServer extends AutoCloseable {
    /** Nothing of a {@code dev} process can be reached from another machine. */
    String LOOPBACK = "127.0.0.1";

    static InetSocketAddress loopback(int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    /** {@code host:port}. */
    String address();

    /** What it is, for the screen. */
    String description();

    /** Why it serves nobody any more, when it ended by itself. */
    Optional<String> ended();

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
                : new InMemory(port, inMemory, InMemoryTemporal.start(port));
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

    /** A real server with its database in a file; its HTTP API, which asks nobody who they are, is shut. */
    record Real(Process process, TemporalUi ui, String address, String description, Path pidFile)
            implements TemporalServer {
        private static final String LOG = "temporal.log";

        /** Files of the server are its owner's alone. */
        private static final List<String> OWNER_ONLY = List.of("/bin/sh", "-c", "umask 077; exec \"$@\"", "sh");

        static Real start(Path cli, int port, int uiPort, Path data) throws IOException {
            Path pidFile = data.resolve("temporal.pid");
            stopOrphan(pidFile);
            InetSocketAddress hidden = TemporalUi.unguessable();
            TemporalUi ui = TemporalUi.start(uiPort, hidden);
            try {
                Process process = start(command(cli, port, hidden, data.resolve("temporal.db")), data);
                OwnerOnlyFile.replace(pidFile, process.pid() + "\n");
                return new Real(
                        process,
                        ui,
                        LOOPBACK + ":" + port,
                        "real Temporal (" + cli + "), Web UI http://" + LOOPBACK + ":" + uiPort,
                        pidFile);
            } catch (IOException e) {
                ui.close();
                throw e;
            }
        }

        private static Process start(List<String> command, Path data) throws IOException {
            Path log = data.resolve(LOG);
            OwnerOnlyFile.replace(log, "");
            List<String> whole = new ArrayList<>(OWNER_ONLY);
            whole.addAll(command);
            return new ProcessBuilder(whole)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        }

        private static List<String> command(Path cli, int port, InetSocketAddress ui, Path database) {
            return List.of(
                    cli.toString(),
                    "server",
                    "start-dev",
                    "--ip",
                    LOOPBACK,
                    "--port",
                    String.valueOf(port),
                    "--ui-ip",
                    ui.getAddress().getHostAddress(),
                    "--ui-port",
                    String.valueOf(ui.getPort()),
                    "--db-filename",
                    database.toString(),
                    "--log-level",
                    "error",
                    "--dynamic-config-value",
                    "frontend.httpAllowedHosts=[\"nobody.invalid\"]",
                    "--dynamic-config-value",
                    "history.transferProcessorMaxPollRPS=5000");
        }

        @Override
        public Optional<String> ended() {
            return process.isAlive()
                    ? Optional.empty()
                    : Optional.of("the Temporal server that this process started ended by itself with "
                            + process.exitValue() + "; " + pidFile.resolveSibling(LOG) + " says why");
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
            ui.close();
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
    record InMemory(int port, boolean chosen, InMemoryTemporal server) implements TemporalServer {

        @Override
        public String address() {
            return LOOPBACK + ":" + port;
        }

        @Override
        public String description() {
            return "embedded Temporal in memory, no Web UI, forgets its runs when this process ends ("
                    + (chosen ? "as asked for" : "no 'temporal' program was found") + ")";
        }

        @Override
        public Optional<String> ended() {
            return Optional.empty();
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
