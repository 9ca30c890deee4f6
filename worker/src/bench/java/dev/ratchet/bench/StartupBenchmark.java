package dev.ratchet.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.activities.database.EmbeddedDatabase;
import dev.ratchet.worker.dev.SampleInvoices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** How long a person waits: for {@code dev}, for a worker, for a command. Through the scripts, as a person would. */
final class StartupBenchmark implements Benchmark {
    @Override
    public List<Result> run(Place place) throws Exception {
        Path starter = Path.of(place.root(), "starter/bin/ratchet");
        Path worker = Path.of(place.root(), "worker/bin/ratchet-worker");
        int times = Math.max(3, Math.min(10, place.seconds() / 2));
        List<Result> results = new ArrayList<>();
        results.add(cold(place, "start-up, ratchet --version", times, Map.of(), starter, "--version")
                .should(Target.atMost(0.3)));
        try (Dev dev = Dev.start(place, worker, "first")) {
            results.add(Result.of("start-up, dev --in-memory in a new folder", Result.NOWHERE, dev.seconds, "s"));
            Map<String, String> told = dev.told();
            results.add(cold(place, "start-up, ratchet status", times, told, starter, "status", submitted(place, told, starter))
                    .should(Target.atMost(1.0)));
            results.add(cold(place, "start-up, ratchet list", times, told, starter, "list"));
        }
        Sample again = new Sample();
        for (int i = 0; i < Math.min(3, times); i++) {
            try (Dev dev = Dev.start(place, worker, "first")) {
                again.add(dev.seconds);
            }
        }
        results.add(Result.of("start-up, dev --in-memory, again", Result.NOWHERE, again.median(), "s")
                .should(Target.atMost(6.0)));
        results.add(worker(place, worker));
        return results;
    }

    /** With the class archive that the script makes for itself in the background, and without one. */
    private static Result cold(
            Place place, String name, int times, Map<String, String> told, Path script, String... command)
            throws Exception {
        Map<String, String> archived = new TreeMap<>(told);
        archived.put("XDG_CACHE_HOME", place.file("cache").toString());
        Map<String, String> bare = new TreeMap<>(told);
        bare.put("XDG_CACHE_HOME", place.file("no-cache").toString());
        bare.put("RATCHET_ARCHIVE", "off");
        Sample with = new Sample();
        Sample without = new Sample();
        once(place, archived, script, command);
        awaitArchive(place.file("cache"));
        for (int i = 0; i < times; i++) {
            with.add(once(place, archived, script, command));
            without.add(once(place, bare, script, command));
        }
        return Result.of(name, Result.NOWHERE, with.median(), "s").against("no class archive", without.median());
    }

    private static void awaitArchive(Path cache) throws IOException {
        long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (System.nanoTime() < until) {
            if (Files.isDirectory(cache)) {
                try (Stream<Path> files = Files.walk(cache)) {
                    if (files.anyMatch(file -> Files.isRegularFile(file) && file.toString().endsWith(".jsa"))) {
                        return;
                    }
                } catch (UncheckedIOException moved) {
                    continue;
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        throw new IllegalStateException("the command made no class archive in " + cache);
    }

    /** The id of a run that waits for a person. */
    private static String submitted(Place place, Map<String, String> told, Path script) throws Exception {
        Path file = Files.write(place.file("sample.xml"), SampleInvoices.ubl(1));
        try (Owned run = Owned.start(
                List.of(script.toString(), "submit", "--json", file.toString()), told, place.file("submit.log"))) {
            run.awaitEnd();
            return new ObjectMapper()
                    .readTree(run.printed().lines().reduce("", (before, line) -> line))
                    .path("id")
                    .asText();
        }
    }

    private static double once(Place place, Map<String, String> told, Path script, String... command) throws Exception {
        List<String> whole = new ArrayList<>(List.of(script.toString()));
        whole.addAll(List.of(command));
        long start = System.nanoTime();
        try (Owned run = Owned.start(whole, told, place.file("command.log"))) {
            if (run.awaitEnd() != 0) {
                throw new IllegalStateException(String.join(" ", whole) + " failed: " + run.printed());
            }
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /** A worker of a cluster against a {@code dev} that is there already. */
    private static Result worker(Place place, Path script) throws Exception {
        try (Dev dev = Dev.start(place, script, "first");
                EmbeddedDatabase database = EmbeddedDatabase.start(place.file("worker-postgresql"))) {
            var config = database.config("ratchet");
            Map<String, String> environment = new TreeMap<>(dev.told());
            environment.put("RATCHET_DB_URL", config.url());
            environment.put("RATCHET_DB_USER", config.application().user());
            environment.put("RATCHET_DB_PASSWORD", config.application().password());
            var owner = java.util.Objects.requireNonNull(config.owner());
            environment.put("RATCHET_DB_OWNER", owner.user());
            environment.put("RATCHET_DB_OWNER_PASSWORD", owner.password());
            environment.put("RATCHET_APPROVAL_KEY", place.file("approval-key.pem").toString());
            environment.put("RATCHET_ATTESTATION_KEY", place.file("attestation-key.txt").toString());
            Sample seconds = new Sample();
            for (int i = 0; i < 3; i++) {
                long start = System.nanoTime();
                try (Owned run = Owned.start(List.of(script.toString(), "run"), environment, place.file("worker-" + i + ".log"))) {
                    run.awaitPrinted("ready, build");
                    seconds.add((System.nanoTime() - start) / 1e9);
                }
            }
            return Result.of("start-up, worker to ready", Result.NOWHERE, seconds.median(), "s");
        }
    }

    /** A {@code dev} process in a home of its own. */
    private record Dev(Owned process, int port, int webPort, double seconds, Path home) implements AutoCloseable {

        static Dev start(Place place, Path script, String data) throws Exception {
            int port = TemporalServer.freePort();
            int webPort = TemporalServer.freePort();
            Path home = place.file("home");
            long start = System.nanoTime();
            Owned process = Owned.start(
                    List.of(
                            script.toString(),
                            "dev",
                            "--in-memory",
                            "--port",
                            String.valueOf(port),
                            "--web-port",
                            String.valueOf(webPort),
                            "--data",
                            place.file(data).toString()),
                    Map.of(
                            "RATCHET_LOG",
                            "text",
                            "RATCHET_JAVA_OPTS",
                            "-Duser.home=" + home,
                            "XDG_CACHE_HOME",
                            Path.of(System.getProperty("user.home"), ".cache").toString()),
                    place.file("dev-" + port + ".log"));
            process.awaitPrinted("Ratchet dev is ready");
            return new Dev(process, port, webPort, (System.nanoTime() - start) / 1e9, home);
        }

        Map<String, String> told() throws IOException {
            return Map.of(
                    "TEMPORAL_ADDRESS",
                    "127.0.0.1:" + port,
                    "RATCHET_URL",
                    "http://127.0.0.1:" + webPort,
                    "RATCHET_TOKEN",
                    Files.readString(home.resolve(".ratchet/dev-" + webPort + ".token"))
                            .strip());
        }

        @Override
        public void close() throws InterruptedException {
            process.close();
        }
    }
}
