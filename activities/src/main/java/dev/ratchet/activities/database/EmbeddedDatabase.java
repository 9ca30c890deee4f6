package dev.ratchet.activities.database;

import dev.ratchet.activities.OwnerOnlyFile;
import dev.ratchet.activities.OwnerOnlyFolder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * A PostgreSQL of our own in a folder: real, durable (its wrapper's defaults switch that off), on 127.0.0.1 only and
 * without a socket in a shared folder. Every role has a password of its own, kept beside the data; the folder is for its
 * owner alone. Survives the kill of its postmaster: {@link #restart} brings the same data back on the same port.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration GONE = Duration.ofSeconds(20);
    private static final String SUPERUSER = "postgres";
    private static final int CONNECTIONS = 10;

    private final Path folder;
    private final Path data;
    private EmbeddedPostgres server;
    private Optional<ProcessHandle> process;

    private EmbeddedDatabase(Path folder, EmbeddedPostgres server) {
        this.folder = folder;
        this.data = data(folder);
        this.server = server;
        this.process = ProcessHandle.of(postmasterPid());
    }

    /**
     * Starts on a free port. What an earlier server left in the folder is taken over, a stale {@code postmaster.pid}
     * included; a server that still runs there is stopped first.
     *
     * @param folder of the data and the passwords; created when absent, kept on close
     * @throws IllegalStateException when a server without passwords was once set up there
     */
    public static EmbeddedDatabase start(Path folder) {
        try {
            OwnerOnlyFolder.open(folder);
            requirePasswords(folder);
            stopOrphan(data(folder));
            return new EmbeddedDatabase(folder, server(folder, 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requirePasswords(Path folder) {
        boolean before = Files.exists(folder.resolve("PG_VERSION"));
        boolean lost = Files.exists(data(folder)) && !Files.exists(passwordFile(folder, SUPERUSER));
        if (before || lost) {
            throw new IllegalStateException("the database in " + folder + " has no passwords"
                    + (lost ? " any more" : "") + "; move that folder away, and a new one is set up");
        }
    }

    /** Creates the named database when absent. */
    public DatabaseConfig config(String database) {
        execute("SELECT FROM pg_database WHERE datname = '" + database + "'", "CREATE DATABASE " + database);
        return new DatabaseConfig(
                "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database,
                login(SUPERUSER),
                login(DatabaseConfig.APPLICATION_ROLE),
                CONNECTIONS);
    }

    private DatabaseConfig.Login login(String role) {
        try {
            return new DatabaseConfig.Login(role, password(folder, role));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
            server = server(folder, port);
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
    private static EmbeddedPostgres server(Path folder, int port) throws IOException {
        long until = System.nanoTime() + GONE.toNanos();
        while (true) {
            try {
                return builder(folder, port).start();
            } catch (IOException | IllegalStateException e) {
                if (System.nanoTime() > until) {
                    throw e;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            }
        }
    }

    private static EmbeddedPostgres.Builder builder(Path folder, int port) throws IOException {
        String superuser = password(folder, SUPERUSER);
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(programs().toFile())
                .setDataDirectory(data(folder))
                // Options of initdb, in the wrapper's only place for any. It passes "trust" before them; the last one
                // wins.
                .setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig("pwfile", passwordFile(folder, SUPERUSER).toString())
                .setConnectConfig("password", superuser)
                .setCleanDataDirectory(false)
                .setPGStartupWait(START)
                .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
                .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("max_connections", "100");
        return port == 0 ? builder : builder.setPort(port);
    }

    /**
     * Where the wrapper unpacks the server's programs: by default a folder in /tmp that everybody may write into, so that
     * another user could put programs there that we would run.
     */
    private static Path programs() throws IOException {
        String told = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        Path caches = told.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(told);
        Path ours = caches.resolve("ratchet").resolve("postgresql");
        OwnerOnlyFolder.open(ours);
        return ours.resolve("programs");
    }

    /** Made on first use, 256 random bits. */
    private static String password(Path folder, String role) throws IOException {
        Path file = passwordFile(folder, role);
        if (!Files.exists(file)) {
            byte[] random = new byte[32];
            new SecureRandom().nextBytes(random);
            OwnerOnlyFile.write(file, HexFormat.of().formatHex(random) + "\n");
        }
        return Files.readString(file).strip();
    }

    private static Path passwordFile(Path folder, String role) {
        return folder.resolve(role + ".password");
    }

    private static Path data(Path folder) {
        return folder.resolve("data");
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
