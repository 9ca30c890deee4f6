package dev.ratchet.bench;

import dev.ratchet.worker.dev.InMemoryTemporal;
import java.io.File;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** A running Temporal server of one kind. */
sealed interface TemporalServer extends AutoCloseable permits TemporalServer.Embedded, TemporalServer.OfProcess {

    String address();

    List<Long> pids();

    /** @throws IllegalStateException with what it printed, when it has ended */
    default void requireRunning() {}

    @Override
    void close() throws Exception;

    /**
     * @param folder for its files
     * @param database the PostgreSQL of this run
     * @return empty, with the reason said, where the kind cannot be had
     */
    static Optional<TemporalServer> start(ServerKind kind, Path folder, PostgresServer.Database database) throws Exception {
        Files.createDirectories(folder);
        return switch (kind) {
            case EMBEDDED -> {
                int port = freePort();
                yield Optional.of(new Embedded("127.0.0.1:" + port, InMemoryTemporal.start(port)));
            }
            case DEV -> {
                Optional<Path> cli = program("TEMPORAL_CLI", "temporal");
                yield cli.isEmpty() ? Optional.empty() : Optional.of(Dev.start(cli.get(), folder));
            }
            case POSTGRESQL -> {
                Optional<Path> server = program("RATCHET_BENCH_TEMPORAL_SERVER", "temporal-server");
                Optional<Path> tool = program("RATCHET_BENCH_TEMPORAL_SERVER", "temporal-sql-tool");
                yield server.isEmpty() || tool.isEmpty()
                        ? Optional.empty()
                        : Optional.of(PostgresServer.start(server.get(), tool.get(), folder, database));
            }
        };
    }

    /** How to get what {@link #start} did not find. */
    static String missing(ServerKind kind) {
        return switch (kind) {
            case EMBEDDED -> "";
            case DEV -> "no 'temporal' program: set TEMPORAL_CLI, or put it on the path or into ~/go/bin";
            case POSTGRESQL ->
                "no 'temporal-server': build it with worker/src/bench/install-temporal-server, or set"
                        + " RATCHET_BENCH_TEMPORAL_SERVER to the folder that has it";
        };
    }

    /** In the variable, which names the program or its folder; else on the path, in GOBIN or in ~/go/bin. */
    private static Optional<Path> program(String variable, String name) {
        return Stream.of(
                        Stream.ofNullable(System.getenv(variable))
                                .flatMap(place -> Stream.of(Path.of(place, name), Path.of(place))),
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                                .map(folder -> Path.of(folder, name)),
                        Stream.ofNullable(System.getenv("GOBIN")).map(folder -> Path.of(folder, name)),
                        Stream.of(Path.of(System.getProperty("user.home"), "go", "bin", name)))
                .flatMap(places -> places)
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /** Below 32,768: the server keeps its members' ports in a column of 16 bits with a sign. */
    static int freePort() throws IOException {
        for (int attempt = 0; attempt < 200; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(12_000, 32_768);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                // another one
            }
        }
        throw new IOException("no free port from 12,000 to 32,767");
    }

    /** In the memory of this process. */
    record Embedded(String address, InMemoryTemporal server) implements TemporalServer {
        @Override
        public List<Long> pids() {
            return List.of(ProcessHandle.current().pid());
        }

        @Override
        public void close() {
            server.close();
        }
    }

    /** In a process of its own. */
    sealed interface OfProcess extends TemporalServer permits Dev, PostgresServer {
        Owned process();

        @Override
        default List<Long> pids() {
            return List.of(process().pid());
        }

        @Override
        default void requireRunning() {
            process().requireRunning();
        }

        @Override
        default void close() throws InterruptedException {
            process().close();
        }
    }

    /** With the flags of the product's {@code dev}. */
    record Dev(String address, Owned process) implements OfProcess {
        static Dev start(Path cli, Path folder) throws IOException {
            int port = freePort();
            return new Dev(
                    "127.0.0.1:" + port,
                    Owned.start(
                            List.of(
                                    cli.toString(),
                                    "server",
                                    "start-dev",
                                    "--ip",
                                    "127.0.0.1",
                                    "--port",
                                    String.valueOf(port),
                                    "--headless",
                                    "--db-filename",
                                    folder.resolve("temporal.db").toString(),
                                    "--log-level",
                                    "error",
                                    "--dynamic-config-value",
                                    "history.transferProcessorMaxPollRPS=5000"),
                            Map.of(),
                            folder.resolve("temporal.log")));
        }
    }
}
