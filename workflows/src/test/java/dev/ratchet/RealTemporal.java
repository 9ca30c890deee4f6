package dev.ratchet;

import dev.ratchet.workflows.temporal.Converters;
import dev.ratchet.workflows.temporal.RunView;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.SearchAttributeKey;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real Temporal dev server with its Web UI, on free ports and a database of its own. Knows the search attributes of
 * {@link RunView}. Closing ends the process and removes the database.
 */
public final class RealTemporal implements AutoCloseable {
    private final Path folder;
    private final Process process;
    private final String target;
    private final URI ui;
    private final WorkflowServiceStubs stubs;

    private RealTemporal(Path folder, Process process, String target, URI ui, WorkflowServiceStubs stubs) {
        this.folder = folder;
        this.process = process;
        this.target = target;
        this.ui = ui;
        this.stubs = stubs;
    }

    /**
     * Skips the test where there is no {@code temporal}.
     *
     * @param dynamicConfig {@code KEY=VALUE} of the server's dynamic configuration
     */
    public static RealTemporal start(String... dynamicConfig) {
        Path cli = Needs.temporalCli();
        try {
            Path folder = Files.createTempDirectory("ratchet-temporal");
            int port = FreePorts.one();
            int uiPort = FreePorts.one();
            Process process = new ProcessBuilder(command(cli, folder, port, uiPort, List.of(dynamicConfig)))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("server.log").toFile())
                    .start();
            String target = "127.0.0.1:" + port;
            try {
                return new RealTemporal(
                        folder, process, target, URI.create("http://127.0.0.1:" + uiPort), connected(target));
            } catch (RuntimeException e) {
                end(process);
                throw new IllegalStateException(
                        "the dev server did not serve; it said: " + Files.readString(folder.resolve("server.log")), e);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(Path cli, Path folder, int port, int uiPort, List<String> dynamicConfig) {
        List<String> command = new ArrayList<>(List.of(
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
                folder.resolve("temporal.db").toString(),
                "--log-level",
                "error",
                "--dynamic-config-value",
                "history.transferProcessorMaxPollRPS=5000"));
        for (String setting : dynamicConfig) {
            command.addAll(List.of("--dynamic-config-value", setting));
        }
        RunView.SEARCH_ATTRIBUTES.forEach(
                key -> command.addAll(List.of("--search-attribute", key.getName() + "=" + typeName(key))));
        return command;
    }

    private static String typeName(SearchAttributeKey<?> key) {
        return switch (key.getValueType()) {
            case INDEXED_VALUE_TYPE_INT -> "Int";
            case INDEXED_VALUE_TYPE_KEYWORD_LIST -> "KeywordList";
            default -> "Keyword";
        };
    }

    private static WorkflowServiceStubs connected(String target) {
        return WorkflowServiceStubs.newConnectedServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(target).build(), Duration.ofSeconds(30));
    }

    /** {@code host:port} of the frontend; its namespace is {@code default}. */
    public String target() {
        return target;
    }

    /** Where the Web UI is served. */
    public URI ui() {
        return ui;
    }

    /** A client with the project's own payload conversion; it ends with this server. */
    public WorkflowClient client() {
        return WorkflowClient.newInstance(
                stubs,
                WorkflowClientOptions.newBuilder()
                        .setDataConverter(Converters.dataConverter())
                        .setIdentity("test")
                        .build());
    }

    @Override
    public void close() {
        stubs.shutdownNow();
        end(process);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
