package dev.ratchet.worker.dev;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.worker.HoldingWorker;
import dev.ratchet.worker.HoldingWorker.Point;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Standing;
import dev.ratchet.workflows.invoice.InvoiceWorkflow.Status;
import io.temporal.api.enums.v1.EventType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes are killed, and it is as if nothing had happened: every document is in the books once, with the same answer,
 * and the books are whole. Every test looks at all the books, those of the tests before it included.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class CrashContract {
    private static final int BATCH = 50;

    /** More than any run here has. */
    private static final int ACTIVITIES = 8;

    private Installation installation;
    private Status undisturbed;

    abstract Installation installation(Path folder) throws Exception;

    @BeforeAll
    void install(@TempDir Path folder) throws Exception {
        installation = installation(folder);
        try (WorkerProcess worker = installation.worker()) {
            undisturbed = installation.result(installation.submit(9_000));
        }
        assertThat(undisturbed.standing()).isEqualTo(Standing.POSTED);
    }

    @AfterAll
    void uninstall() throws IOException {
        if (installation != null) {
            installation.close();
        }
    }

    @Test
    void aBatchOutlivesItsWorker() throws Exception {
        long before = installation.entries();
        List<String> runs;
        try (WorkerProcess worker = installation.worker()) {
            runs = submit(1, BATCH);
            installation.awaitEntries(before + BATCH / 5);
            worker.kill();
        }
        long killed = System.nanoTime();
        long atTheKill = installation.entries() - before;
        assertThat(atTheKill).as("entries at the kill").isBetween(1L, BATCH - 1L);
        try (WorkerProcess another = installation.worker()) {
            requireAllPosted(runs);
        }
        say("worker killed after " + atTheKill + " of " + BATCH + " entries", killed, runs);
    }

    @Test
    void aBatchOutlivesItsDatabase() throws Exception {
        long before = installation.entries();
        try (WorkerProcess worker = installation.worker()) {
            List<String> runs = submit(101, BATCH);
            installation.awaitEntries(before + BATCH / 5);
            installation.killDatabase();
            long killed = System.nanoTime();
            installation.restartDatabase();
            long atTheKill = Installation.eventually(installation::entries) - before;
            requireAllPosted(runs);
            say("PostgreSQL killed, back with " + atTheKill + " of " + BATCH + " entries", killed, runs);
            assertThat(worker.alive()).isTrue();
            assertThat(atTheKill).as("entries at the kill").isBetween(1L, BATCH - 1L);
        }
    }

    @Test
    void aRunOutlivesAKillAtEachOfItsActivities() throws Exception {
        Map<String, Point> points = submitOneForEachPoint(201);
        long held = killWhenHeld(points, "kill");
        long killed = System.nanoTime();
        List<String> runs = List.copyOf(points.keySet());
        try (WorkerProcess another = installation.worker()) {
            requireAllPosted(runs);
        }
        say(held + " runs killed, each at another point", killed, runs);
    }

    private Map<String, Point> submitOneForEachPoint(int first) throws IOException {
        Map<String, Point> points = new LinkedHashMap<>();
        for (int activity = 1; activity <= ACTIVITIES; activity++) {
            points.put(installation.submit(first + 2 * activity), new Point(activity, false));
            points.put(installation.submit(first + 2 * activity + 1), new Point(activity, true));
        }
        return points;
    }

    /** Every run is held at its point, or has ended because it has no such point; the last points are of that kind. */
    private long killWhenHeld(Map<String, Point> points, String name) throws IOException {
        Path file = HoldingWorker.write(installation.file(name + ".points"), points);
        try (WorkerProcess worker = installation.process(HoldingWorker.class, file.toString())) {
            Installation.await(
                    "every run held or ended",
                    () -> worker.lines("held ")
                                    + points.keySet().stream()
                                            .filter(installation::ended)
                                            .count()
                            == points.size());
            long held = worker.lines("held ");
            worker.said().lines().filter(line -> line.startsWith("held ")).forEach(line -> {
                String[] words = line.split(" ");
                System.out.println("  " + words[2] + ", " + points.get(words[1]));
            });
            worker.kill();
            assertThat(held).isBetween(6L, points.size() - 2L);
            return held;
        }
    }

    private List<String> submit(int first, int count) throws IOException {
        List<String> runs = new ArrayList<>();
        for (int number : IntStream.range(first, first + count).toArray()) {
            runs.add(installation.submit(number));
        }
        return runs;
    }

    private void requireAllPosted(List<String> runs) {
        for (String run : runs) {
            Status status = installation.result(run);
            assertThat(status)
                    .as(run)
                    .usingRecursiveComparison()
                    .ignoringFields("workflowId", "name", "invoiceNumber", "total", "entry", "why", "intent")
                    .isEqualTo(undisturbed);
        }
        installation.requireEveryDocumentBookedOnce();
    }

    private void say(String what, long since, List<String> runs) {
        long repeated = runs.stream()
                .flatMap(run -> installation.events(run).stream())
                .filter(event -> event == EventType.EVENT_TYPE_WORKFLOW_TASK_TIMED_OUT
                        || event == EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED)
                .count();
        System.out.printf(
                "%s: %s; all %d done %d s after the kill, %d workflow tasks done again%n",
                getClass().getSimpleName(),
                what,
                runs.size(),
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since),
                repeated);
    }
}
