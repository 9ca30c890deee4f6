package dev.ratchet.worker.dev.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.Needs;
import dev.ratchet.activities.model.tier.ModelSettings;
import dev.ratchet.worker.access.AccessWorker;
import dev.ratchet.worker.access.BrokenAccessWorker;
import dev.ratchet.worker.dev.DemoInbox;
import dev.ratchet.worker.dev.Installation;
import dev.ratchet.worker.dev.Said;
import dev.ratchet.worker.dev.ScriptedModelServer;
import dev.ratchet.worker.dev.WorkerProcess;
import dev.ratchet.worker.dev.agent.AccessProduct;
import dev.ratchet.worker.temporal.TemporalConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Builds side by side on a real server: runs that wait on the first one, a second one that is worse and goes back by itself, a
 * third one that takes over, and the first one's end.
 */
@Tag("slow")
@Timeout(value = 1_800, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RolloutRealServerTest {
    private static final int WAITING = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int MOVED = 2;
    private static final int STARTS = 5;
    private static final String REASON = "I answer what customers ask";

    /** Of new runs that the gate needs at each step; the others are the usual ones. */
    private static final List<String> QUICK =
            List.of("--window", "3s", "--limit", "runs=1", "--limit", "latency_ms=60000");

    private final AtomicInteger people = new AtomicInteger();
    private AccessProduct product;

    @Test
    void aWorseBuildGoesBackByItselfAndWaitingRunsEndOnTheirOwn(@TempDir Path folder) throws Exception {
        try (ScriptedModelServer good = model("{\"action\":\"classify\",\"arguments\":{\"purpose\":\"SUPPORT\"}}");
                ScriptedModelServer bad = model("{\"action\":\"fly\",\"arguments\":{}}")) {
            product = AccessProduct.start(folder, models(good), impatient(folder));
            try (WorkerProcess a = worker("build-a", good)) {
                rolledOut("build-a");
                List<String> waiting = IntStream.range(0, WAITING)
                        .mapToObj(i -> started("payroll", "w-" + i, "WAITING"))
                        .toList();
                said("versions", "build-a", "CURRENT", WAITING + "");
                try (WorkerProcess b = worker("build-b", bad)) {
                    underTraffic(() -> rolledBack("build-b", "proposals are rejected by the gate"));
                    assertThat(b.alive()).isTrue();
                }
                try (WorkerProcess d = broken("build-d")) {
                    underTraffic(() -> rolledBack("build-d", "runs fail"));
                    assertThat(d.alive()).isTrue();
                }
                try (WorkerProcess c = worker("build-c", good)) {
                    underTraffic(() -> rolledOut("build-c"));
                    String fresh = started("wiki", "after", "GRANTED");
                    refused("versions", "retire", "build-a");
                    replayed("build-a");
                    List<String> moved = waiting.subList(0, MOVED);
                    moved(moved, "build-a", "build-c");
                    waiting.forEach(id -> assertThat(product.ratchet("approve", id, "--as", "sara")
                                    .code())
                            .isZero());
                    assertThat(product.grants())
                            .filteredOn(grant -> grant.startsWith("payroll/"))
                            .hasSize(WAITING);
                    assertThat(ended("build-a"))
                            .containsAll(waiting.subList(MOVED, WAITING))
                            .doesNotContain(fresh)
                            .doesNotContainAnyElementsOf(moved);
                    assertThat(ended("build-c")).contains(fresh).containsAll(moved);
                    assertThat(a.alive() && c.alive()).isTrue();
                }
            }
            retired("build-a");
        } finally {
            if (product != null) {
                product.close();
            }
        }
    }

    /** The build that is to take waiting runs replays some of them first. */
    private void replayed(String build) throws IOException {
        try (WorkerProcess replay = product.process(
                AccessWorker.class, "replay", "--server", "--build", "ratchet:" + build, "--most", "3")) {
            assertThat(replay.exit()).as(replay.said()).isZero();
            assertThat(replay.said())
                    .contains("same       golden direct", "same       access/default/")
                    .contains("runs replayed, all go the same way");
            System.out.print(replay.said()
                    .lines()
                    .filter(line -> !line.contains("golden"))
                    .collect(Collectors.joining("\n", "", "\n")));
        }
    }

    private void moved(List<String> ids, String from, String to) {
        List<Object> command = new ArrayList<>(List.of("versions", "move", from, "--to", to));
        command.addAll(ids);
        Said said = show(command.toArray());
        assertThat(said.code()).isZero();
        assertThat(said.out())
                .contains(ids.size() + " of " + ids.size() + " runs are " + to + "'s from their next task on");
    }

    private void refused(Object... command) {
        Said said = show(command);
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).contains(WAITING + " runs are build-a's own", "for security until", "(NOT_DRAINED)");
    }

    private static ScriptedModelServer model(String answer) throws IOException {
        return ScriptedModelServer.start(List.of(new DemoInbox.Script(REASON, List.of(answer))));
    }

    private static Map<String, String> models(ScriptedModelServer model) {
        return Map.of(
                ModelSettings.URL,
                model.url(),
                ModelSettings.KEY,
                "scripted",
                ModelSettings.NAME,
                ScriptedModelServer.MODEL);
    }

    private WorkerProcess worker(String build, ScriptedModelServer model) throws IOException {
        Map<String, String> more = new TreeMap<>(version(build));
        more.put(ModelSettings.URL, model.url());
        return polling(build, more, AccessWorker.class);
    }

    private WorkerProcess broken(String build) throws IOException {
        return polling(build, version(build), BrokenAccessWorker.class);
    }

    /** Started again when it ended: a machine that is busy may keep a worker from its server for the ten seconds that it waits. */
    private WorkerProcess polling(String build, Map<String, String> environment, Class<?> main) throws IOException {
        for (int left = STARTS; ; left--) {
            WorkerProcess worker = product.process(environment, main, "run");
            Installation.await(
                    () -> "a worker of " + build,
                    PATIENCE.multipliedBy(2),
                    () -> !worker.alive() || product.ratchet("versions").out().contains(build));
            if (worker.alive() || left == 1) {
                return worker;
            }
            worker.close();
        }
    }

    private static Map<String, String> version(String build) {
        return Map.of("TEMPORAL_DEPLOYMENT_NAME", "ratchet", "TEMPORAL_WORKER_BUILD_ID", build);
    }

    /**
     * The server takes minutes to see that a version is drained and that its workers are gone; this one takes seconds. A poll
     * is shorter than its history, or workers of idle queues would seem to be gone.
     */
    private static Path impatient(Path folder) throws IOException {
        Path cli = Files.createFile(
                folder.resolve("temporal"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        String setting = " --dynamic-config-value ";
        return Files.writeString(
                cli,
                "#!/bin/sh\nexec '" + Needs.temporalCli() + "' \"$@\""
                        + setting + "'matching.wv.VersionDrainageStatusVisibilityGracePeriod=\"1s\"'"
                        + setting + "'matching.wv.VersionDrainageStatusRefreshInterval=\"1s\"'"
                        + setting + "'matching.longPollExpirationInterval=\"5s\"'"
                        + setting + "'matching.PollerHistoryTTL=\"20s\"'\n");
    }

    /** New runs of which none needs a person, one after another in each of two threads; all have ended when this returns. */
    private void underTraffic(Runnable rollout) throws InterruptedException {
        AtomicBoolean stop = new AtomicBoolean();
        List<Thread> traffic = IntStream.range(0, 2)
                .mapToObj(i -> new Thread(() -> startUntil(stop), "traffic-" + i))
                .toList();
        traffic.forEach(Thread::start);
        try {
            rollout.run();
        } finally {
            stop.set(true);
            for (Thread each : traffic) {
                each.join();
            }
        }
    }

    private void startUntil(AtomicBoolean stop) {
        while (!stop.get()) {
            product.ratchet("start", "access", request("wiki", "t-" + people.incrementAndGet()), "--as", "anna");
        }
    }

    /** Typed again while its workers start, and while a step has had too few runs. */
    private void rolledOut(String build) {
        Said said = rollout(build);
        assertThat(said.code()).as(said.toString()).isZero();
        assertThat(said.out()).contains("done: " + build + " is the current version");
    }

    private void rolledBack(String build, String why) {
        Said said = rollout(build);
        assertThat(said.code()).as(said.toString()).isEqualTo(1);
        assertThat(said.out())
                .contains("gate at 5 %", why, "rolled back: " + build)
                .doesNotContain("ramp to 25 %");
        said("versions", "build-a", "CURRENT");
    }

    private Said rollout(String build) {
        List<Object> command = new ArrayList<>(List.of("rollout", build));
        command.addAll(QUICK);
        List<Said> said = new ArrayList<>();
        Installation.await(() -> "rollout of " + build + ": " + said, PATIENCE.multipliedBy(3), () -> {
            Said now = product.ratchet(command.toArray());
            String last = said.isEmpty() ? "" : said.get(0).err();
            said.clear();
            said.add(now);
            System.out.print(now.out() + (now.err().equals(last) ? "" : now.err()));
            return now.code() != 3 && !now.err().contains("NO_") && !now.out().contains("hold: ");
        });
        return said.get(0);
    }

    private void retired(String build) {
        AtomicInteger tries = new AtomicInteger();
        Installation.await(() -> "retire " + build, PATIENCE, () -> {
            Said now = product.ratchet("versions", "retire", build);
            if (now.code() == 0 || tries.getAndIncrement() == 0) {
                System.out.print(now.out() + now.err());
            }
            return now.code() == 0;
        });
        assertThat(show("versions").out()).doesNotContain(build).contains("build-c");
    }

    /** Workflow ids. */
    private List<String> ended(String build) throws TemporalConnection.Unreachable {
        List<String> ended = new ArrayList<>();
        try (TemporalConnection temporal = product.connect()) {
            Installation.await(() -> "runs of " + build + " in visibility", PATIENCE, () -> {
                ended.clear();
                temporal.client()
                        .listExecutions("TemporalWorkerDeploymentVersion = 'ratchet:" + build
                                + "' AND ExecutionStatus = 'Completed'")
                        .forEach(run -> ended.add(run.getExecution().getWorkflowId()));
                return temporal.client()
                        .listExecutions("WorkflowType = 'Access' AND ExecutionStatus = 'Running'"
                                + " AND TemporalWorkerDeploymentVersion = 'ratchet:build-a'")
                        .findAny()
                        .isEmpty();
            });
        }
        return ended;
    }

    private static String request(String system, String person) {
        return "{\"person\":\"" + person + "\",\"system\":\"" + system + "\",\"reason\":\"" + REASON
                + "\",\"until\":\"2099-03-31\"}";
    }

    private String started(String system, String person, String outcome) {
        Said said = product.ratchet("start", "access", request(system, person), "--json", "--as", "anna");
        assertThat(said.code()).as(said.toString()).isZero();
        JsonNode run = said.json().get(0);
        assertThat(run.path("outcome").asText()).as(said.out()).isEqualTo(outcome);
        return run.path("id").asText();
    }

    private void said(String command, String... words) {
        assertThat(show(command).out()).contains(words);
    }

    private Said show(Object... command) {
        Said said = product.ratchet(command);
        System.out.print(said.out() + said.err());
        return said;
    }
}
