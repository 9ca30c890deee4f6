package dev.ratchet.activities.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * A PostgreSQL of our own in a folder: real, durable (its wrapper's defaults switch that off), on 127.0.0.1 only.
 * Survives the kill of its postmaster: {@link #restart} brings the same data back on the same port.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration GONE = Duration.ofSeconds(20);
    private static final String SUPERUSER = "postgres";
    private static final int CONNECTIONS = 10;

    private final Path data;
    private EmbeddedPostgres server;
    private Optional<ProcessHandle> process;

    private EmbeddedDatabase(Path data, EmbeddedPostgres server) {
        this.data = data;
        this.server = server;
        this.process = ProcessHandle.of(postmasterPid());
    }

    /**
     * Starts on a free port. What an earlier server left in the folder is taken over, a stale {@code postmaster.pid}
     * included; a server that still runs there is stopped first.
     *
     * @param data the server's data directory; created when absent, kept on close
     */
    public static EmbeddedDatabase start(Path data) {
        try {
            stopOrphan(data);
            return new EmbeddedDatabase(data, server(data, 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates the named database when absent. The server trusts local connections, so there are no passwords. */
    public DatabaseConfig config(String database) {
        execute("SELECT FROM pg_database WHERE datname = '" + database + "'", "CREATE DATABASE " + database);
        return new DatabaseConfig(
                "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database,
                new DatabaseConfig.Login(SUPERUSER, ""),
                new DatabaseConfig.Login(DatabaseConfig.APPLICATION_ROLE, ""),
                CONNECTIONS);
    }

    public int port() {
        return server.getPort();
    }

    /** The process to kill when a crash is to be shown. */
    public long postmasterPid() {
        return postmasterPid(data);
    }

    /** Starts again after the postmaster was killed, on the same port. */
    public void restart() {
        try {
            int port = server.getPort();
            server.close();
            stopOrphan(data);
            server = server(data, port);
            process = ProcessHandle.of(postmasterPid());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when the server is gone, also when it is the wrapper's own shutdown hook that stops it. */
    @Override
    public void close() {
        try {
            server.close();
            if (process.isPresent()) {
                awaitEnd(process.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the superuser, for those who show what an intruder could do. */
    public Connection superuser(String database) throws SQLException {
        return server.getDatabase(SUPERUSER, database).getConnection();
    }

    private void execute(String unlessThisHasRows, String sql) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            if (!statement.executeQuery(unlessThisHasRows).next()) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot " + sql, e);
        }
    }

    /**
     * Children of a killed postmaster hold its shared memory until they notice, so the first attempts may be refused.
     */
    private static EmbeddedPostgres server(Path data, int port) throws IOException {
        long until = System.nanoTime() + GONE.toNanos();
        while (true) {
            try {
                return builder(data, port).start();
            } catch (IOException | IllegalStateException e) {
                if (System.nanoTime() > until) {
                    throw e;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            }
        }
    }

    private static EmbeddedPostgres.Builder builder(Path data, int port) {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPGStartupWait(START)
                .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
                .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("max_connections", "100");
        return port == 0 ? builder : builder.setPort(port);
    }

    private static void stopOrphan(Path data) throws IOException {
        if (!Files.exists(pidFile(data))) {
            return;
        }
        ProcessHandle process = ProcessHandle.of(postmasterPid(data)).orElse(null);
        if (process != null
                && process.info().command().filter(c -> c.contains("postgres")).isPresent()) {
            process.destroy();
            awaitEnd(process);
        }
        Files.deleteIfExists(pidFile(data));
    }

    private static void awaitEnd(ProcessHandle process) throws IOException {
        try {
            process.onExit().get(GONE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for PostgreSQL, process " + process.pid(), e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("PostgreSQL, process " + process.pid() + ", does not stop", e);
        }
    }

    private static Path pidFile(Path data) {
        return data.resolve("postmaster.pid");
    }

    private static long postmasterPid(Path data) {
        try {
            return Long.parseLong(Files.readAllLines(pidFile(data)).get(0).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
