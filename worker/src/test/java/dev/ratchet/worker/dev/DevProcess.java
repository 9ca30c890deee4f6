package dev.ratchet.worker.dev;

import dev.ratchet.FreePorts;
import dev.ratchet.starter.Ratchet;
import dev.ratchet.starter.command.CommandContext;
import dev.ratchet.worker.WorkerMain;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A {@code ratchet-worker dev} in a process of its own, for a person whose home is a folder of the test. */
public final class DevProcess implements AutoCloseable {
    /** How its last line at start ends; the lines before it say where everything is. */
    private static final String LAST_WORDS = "ratchet submit FILE|DIR...\n";

    private final Path place;
    private final int port;
    private final int webPort;
    private final WorkerProcess process;

    private DevProcess(Path place, int port, int webPort, WorkerProcess process) {
        this.place = place;
        this.port = port;
        this.webPort = webPort;
        this.process = process;
    }

    /** Ready when this returns. */
    public static DevProcess start(Path place, String... options) throws IOException {
        return start(place, FreePorts.pair(), FreePorts.pair(), options);
    }

    private static DevProcess start(Path place, int port, int webPort, String... options) throws IOException {
        DevProcess dev = new DevProcess(place, port, webPort, launch(place, port, webPort, options));
        try {
            Installation.await(() -> "dev is ready; it said:\n" + dev.said(), () -> {
                if (!dev.process.alive()) {
                    throw new AssertionError("dev ended:\n" + dev.said());
                }
                return dev.said().contains(LAST_WORDS);
            });
        } catch (AssertionError e) {
            dev.close();
            throw e;
        }
        return dev;
    }

    /** What it says when it will not start; its exit code after that. */
    static Said refused(Path place, String... options) throws IOException {
        try (WorkerProcess process = launch(place, FreePorts.pair(), FreePorts.pair(), options)) {
            return new Said(process.exit(), process.said(), "");
        }
    }

    private static WorkerProcess launch(Path place, int port, int webPort, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "dev",
                "--port",
                String.valueOf(port),
                "--web-port",
                String.valueOf(webPort),
                "--data",
                data(place).toString()));
        arguments.addAll(List.of(options));
        Path home = Path.of(System.getProperty("user.home"));
        return WorkerProcess.start(
                place.resolve("dev.log"),
                Map.of(
                        "JAVA_TOOL_OPTIONS",
                        "-Duser.home=" + place,
                        "XDG_CACHE_HOME",
                        home.resolve(".cache").toString(),
                        "TEMPORAL_CLI",
                        System.getenv().getOrDefault("TEMPORAL_CLI", home + "/go/bin/temporal"),
                        "RATCHET_WARM_UP",
                        "0"),
                WorkerMain.class,
                arguments.toArray(String[]::new));
    }

    /** Once more, as the same person, on the same folder and ports. */
    DevProcess again(String... options) throws IOException {
        return start(place, port, webPort, options);
    }

    static Path data(Path place) {
        return place.resolve("data");
    }

    public long pid() {
        return process.handle().pid();
    }

    int uiPort() {
        return port + 1000;
    }

    public int webPort() {
        return webPort;
    }

    public String said() {
        return process.said();
    }

    Path tokenFile() {
        return place.resolve(".ratchet/dev-" + webPort + ".token");
    }

    public String token() throws IOException {
        return Files.readString(tokenFile()).strip();
    }

    List<InetSocketAddress> listening() throws IOException {
        List<InetSocketAddress> sockets = new ArrayList<>(ListeningSockets.of(process.handle()));
        sockets.addAll(ListeningSockets.of(postmaster()));
        return sockets;
    }

    /** Whoever starts PostgreSQL is not its parent for long. */
    private ProcessHandle postmaster() throws IOException {
        Path file = all(data(place)).stream()
                .filter(path -> path.endsWith("postmaster.pid"))
                .findFirst()
                .orElseThrow();
        return ProcessHandle.of(Long.parseLong(Files.readAllLines(file).get(0).strip()))
                .orElseThrow();
    }

    /** A command line of the same person, who was told nothing but the addresses. */
    Said ratchet(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Ratchet.run(
                new CommandContext(
                        Map.of("TEMPORAL_ADDRESS", "127.0.0.1:" + port, "RATCHET_URL", "http://127.0.0.1:" + webPort),
                        place,
                        new PrintWriter(out),
                        new PrintWriter(err),
                        false,
                        200),
                arguments);
        return new Said(code, out.toString(), err.toString());
    }

    /** As by control-C. */
    void stop() {
        process.terminate();
        process.exit();
    }

    /** {@code kill -9}; then PostgreSQL, which would stay, is stopped. */
    void kill() throws IOException {
        ProcessHandle postmaster = postmaster();
        process.kill();
        postmaster.destroy();
        postmaster.onExit().join();
    }

    @Override
    public void close() {
        if (process.alive()) {
            stop();
        }
        process.close();
    }

    /** Files and folders below one of them, itself included. */
    static List<Path> all(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.toList();
        }
    }
}
