package dev.ratchet.bench;

import dev.ratchet.activities.database.DatabaseConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The production server, all four services in one process, with its state in the PostgreSQL of this run. */
record PostgresServer(String address, Owned process) implements TemporalServer.OfProcess {
    /** The PostgreSQL of this run, on 127.0.0.1. */
    record Database(int port, DatabaseConfig.Login superuser) {}

    private static final String STATE = "temporal";
    private static final String VISIBILITY = "temporal_visibility";

    static PostgresServer start(Path server, Path tool, Path folder, Database database)
            throws IOException, InterruptedException {
        schema(tool, folder, database, STATE, "postgresql/v12/temporal");
        schema(tool, folder, database, VISIBILITY, "postgresql/v12/visibility");
        int port = TemporalServer.freePort();
        Path config = Files.createDirectories(folder.resolve("config"));
        Files.writeString(config.resolve("bench.yaml"), config(port, database, config), StandardCharsets.UTF_8);
        Files.writeString(config.resolve("dynamic.yaml"), DYNAMIC, StandardCharsets.UTF_8);
        return new PostgresServer(
                "127.0.0.1:" + port,
                Owned.start(
                        List.of(
                                server.toString(),
                                "--root",
                                folder.toString(),
                                "--config",
                                "config",
                                "--env",
                                "bench",
                                "--allow-no-auth",
                                "start"),
                        Map.of(),
                        folder.resolve("temporal.log")));
    }

    private static void schema(Path tool, Path folder, Database database, String schema, String name)
            throws IOException, InterruptedException {
        tool(tool, folder, database, schema, "create-database");
        tool(tool, folder, database, schema, "setup-schema", "-v", "0.0");
        tool(tool, folder, database, schema, "update-schema", "--schema-name", name);
    }

    private static void tool(Path tool, Path folder, Database database, String schema, String... command)
            throws IOException, InterruptedException {
        List<String> whole = new ArrayList<>(List.of(
                tool.toString(),
                "--ep",
                "127.0.0.1",
                "--port",
                String.valueOf(database.port()),
                "--user",
                database.superuser().user(),
                "--plugin",
                "postgres12",
                "--db",
                schema));
        whole.addAll(List.of(command));
        try (Owned run = Owned.start(
                whole, Map.of("SQL_PASSWORD", database.superuser().password()), folder.resolve("schema.log"))) {
            if (run.awaitEnd() != 0) {
                throw new IOException("the schema tool of Temporal failed: " + run.printed());
            }
        }
    }

    private static String config(int port, Database database, Path folder) throws IOException {
        StringBuilder services = new StringBuilder();
        for (String service : List.of("frontend", "matching", "history", "worker")) {
            services.append(String.format(
                    "  %s: {rpc: {grpcPort: %d, membershipPort: %d, bindOnLocalHost: true}}%n",
                    service, service.equals("frontend") ? port : TemporalServer.freePort(), TemporalServer.freePort()));
        }
        return String.format(
                """
                log: {stdout: true, level: error}
                persistence:
                  defaultStore: default
                  visibilityStore: visibility
                  numHistoryShards: 4
                  datastores:
                    default: {sql: %1$s}
                    visibility: {sql: %2$s}
                global:
                  membership: {maxJoinDuration: 30s, broadcastAddress: "127.0.0.1"}
                services:
                %3$s
                clusterMetadata:
                  enableGlobalNamespace: false
                  failoverVersionIncrement: 10
                  masterClusterName: active
                  currentClusterName: active
                  clusterInformation:
                    active: {enabled: true, initialFailoverVersion: 1, rpcName: frontend, rpcAddress: "127.0.0.1:%4$d"}
                dcRedirectionPolicy: {policy: noop}
                dynamicConfigClient: {filepath: "%5$s", pollInterval: 60s}
                """,
                store(STATE, database),
                store(VISIBILITY, database),
                services,
                port,
                folder.resolve("dynamic.yaml"));
    }

    private static String store(String schema, Database database) {
        return "{pluginName: postgres12, databaseName: " + schema + ", connectAddr: \"127.0.0.1:" + database.port()
                + "\", connectProtocol: tcp, user: " + database.superuser().user() + ", password: \""
                + database.superuser().password() + "\", maxConns: 10, maxIdleConns: 10,"
                + " maxConnLifetime: 1h}";
    }

    /** Four shards poll 20 times a second each unless told otherwise. */
    private static final String DYNAMIC = """
            history.transferProcessorMaxPollRPS:
              - value: 5000
            """;
}
