package dev.ratchet.bench;

import dev.ratchet.activities.approval.ApprovalKeys;
import dev.ratchet.activities.database.DatabaseConfig;
import dev.ratchet.activities.database.EmbeddedDatabase;
import dev.ratchet.worker.WorkerMain;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * {@code mvn -Pbench}: starts PostgreSQL and every Temporal server that can be had, runs each benchmark in a JVM of its
 * own, and reports.
 */
public final class Bench {
    private final PrintStream screen = System.out;
    private final Options options;
    private final Path target;
    private final Path work;
    private final List<Result> results = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();

    private Bench(Options options, Path target, Path work) {
        this.options = options;
        this.target = target;
        this.work = work;
    }

    /** @param args the project's top folder */
    public static void main(String[] args) throws Exception {
        WorkerMain.logEverythingInOnePlace();
        Path root = Path.of(args[0]).toAbsolutePath().normalize();
        Options options;
        try {
            options = Options.read(System.getProperties(), root);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        Path target = Files.createDirectories(root.resolve("worker/target/bench"));
        Path work = Files.createTempDirectory(target, "work");
        boolean whole = false;
        try {
            whole = new Bench(options, target, work).run();
        } catch (IllegalStateException e) {
            System.err.println("The benchmark cannot go on: " + e.getMessage());
        } finally {
            delete(work);
        }
        System.exit(whole ? 0 : 1);
    }

    /** Whether every benchmark came to an end; a target that is missed is a result, not a failure. */
    private boolean run() throws Exception {
        Map<String, String> facts = Machine.facts();
        try (EmbeddedDatabase database = EmbeddedDatabase.start(work.resolve("database"))) {
            cleanUpAtExit(ProcessHandle.of(database.postmasterPid()).orElseThrow());
            facts.putAll(postgres(database.config("bench")));
            facts.forEach((name, value) -> screen.printf("%-16s %s%n", name, value));
            onServers(database, facts);
        }
        Report report = new Report(facts, results, failed);
        screen.println();
        screen.println(report.table());
        report.write(target);
        screen.println("Written: " + target.resolve("bench.json") + " and " + target.resolve("bench.png"));
        failed.forEach(screen::println);
        return failed.isEmpty();
    }

    /** However this process ends: on a busy machine a server that is asked to stop may not do so in time. */
    private void cleanUpAtExit(ProcessHandle postmaster) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            postmaster.descendants().forEach(ProcessHandle::destroyForcibly);
            postmaster.destroyForcibly();
            postmaster.onExit().orTimeout(5, TimeUnit.SECONDS).exceptionally(late -> postmaster).join();
            delete(work);
        }));
    }

    private void onServers(EmbeddedDatabase database, Map<String, String> facts) throws Exception {
        List<Suite> without = on(Suite.On.NO_SERVER);
        for (Suite suite : without) {
            measure(suite, null, Result.NOWHERE, database);
        }
        List<ServerKind> kinds = new ArrayList<>(options.servers());
        kinds.sort(Comparator.reverseOrder());
        List<Suite> best = on(Suite.On.BEST_SERVER);
        List<Suite> every = on(Suite.On.EVERY_SERVER);
        for (ServerKind kind : kinds) {
            if (best.isEmpty() && every.isEmpty()) {
                break;
            }
            var started = TemporalServer.start(kind, work.resolve(Options.word(kind)), server(database));
            if (started.isEmpty()) {
                screen.println("not measured on: " + kind.label() + " (" + TemporalServer.missing(kind) + ")");
                continue;
            }
            try (TemporalServer server = started.get()) {
                facts.put("Temporal, " + kind.label(), Readiness.await(server));
                for (Suite suite : every) {
                    measure(suite, server, kind.label(), database);
                }
                for (Suite suite : best) {
                    measure(suite, server, kind.label(), database);
                }
                best = List.of();
            }
        }
    }

    private static PostgresServer.Database server(EmbeddedDatabase database) {
        return new PostgresServer.Database(
                database.port(), Objects.requireNonNull(database.config("bench").owner()));
    }

    private List<Suite> on(Suite.On on) {
        return options.suites().stream().filter(suite -> suite.on() == on).toList();
    }

    private void measure(
            Suite suite, @org.jspecify.annotations.Nullable TemporalServer server, String label, EmbeddedDatabase database)
            throws Exception {
        screen.println();
        screen.println("== " + Options.word(suite) + (server == null ? "" : ", " + label) + " (load " + Machine.load() + ")");
        String name = Options.word(suite) + (server == null ? "" : "_" + server.address().replaceAll("\\D", ""));
        Path folder = Files.createDirectories(work.resolve(name));
        ApprovalKeys.loadOrGenerate(folder.resolve("approval-key.pem"));
        Files.writeString(folder.resolve("attestation-key.txt"), Toy.ATTESTATION_KEY);
        DatabaseConfig config = database.config(name);
        List<Long> pids = new ArrayList<>(server == null ? List.of() : server.pids());
        pids.add(database.postmasterPid());
        Place place = new Place(
                label,
                server == null ? "" : server.address(),
                config.url(),
                Objects.requireNonNull(config.owner()),
                config.application(),
                folder.toString(),
                options.root().toString(),
                options.seconds(),
                options.documents(),
                pids);
        try {
            List<Result> measured = Fork.run(suite, place, profile(suite, folder));
            measured.forEach(result -> screen.println("   " + Report.line(result)));
            results.addAll(measured);
            if (Files.exists(place.accounts())) {
                screen.println("   who used the processors, ms each:");
                Files.readAllLines(place.accounts()).forEach(line -> screen.println("     " + line));
            }
            if (options.jfr()) {
                Profile.print(folder, screen);
            }
        } catch (IllegalStateException e) {
            failed.add(Options.word(suite) + " on " + label + ": " + e.getMessage());
            screen.println("   FAILED: " + e.getMessage());
        }
    }

    private List<String> profile(Suite suite, Path folder) {
        if (!options.jfr()) {
            return List.of();
        }
        return suite == Suite.GROWTH ? Profile.recording(folder) : List.of("-D" + Profile.WANTED + "=true");
    }

    private static Map<String, String> postgres(DatabaseConfig config) throws SQLException {
        Map<String, String> facts = new java.util.LinkedHashMap<>();
        DatabaseConfig.Login owner = Objects.requireNonNull(config.owner());
        try (Connection connection = DriverManager.getConnection(config.url(), owner.user(), owner.password());
                Statement statement = connection.createStatement()) {
            for (String setting : List.of("server_version", "fsync", "synchronous_commit", "full_page_writes")) {
                try (ResultSet row = statement.executeQuery("SHOW " + setting)) {
                    row.next();
                    facts.put(setting.equals("server_version") ? "PostgreSQL" : setting, row.getString(1));
                }
            }
        }
        if (!facts.get("fsync").equals("on") || facts.get("synchronous_commit").equals("off")) {
            throw new IllegalStateException("PostgreSQL does not keep what it commits: " + facts);
        }
        return facts;
    }

    /** As much of it as can be; processes that are just ending may still write there. */
    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            return;
        }
    }
}
