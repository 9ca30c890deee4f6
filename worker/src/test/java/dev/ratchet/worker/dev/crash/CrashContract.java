package dev.ratchet.worker.dev.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.worker.HoldingWorker;
import dev.ratchet.worker.HoldingWorker.Point;
import dev.ratchet.worker.dev.Installation;
import dev.ratchet.worker.dev.Said;
import dev.ratchet.worker.dev.WorkerProcess;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.invoice.InvoiceBatchWorkflow;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
    static final int BATCH = 50;

    /** More than any run here has. */
    private static final int ACTIVITIES = 8;

    Installation installation;
    private RunSummary undisturbed;
    final ExecutorService people = Executors.newCachedThreadPool();

    abstract Installation installation(Path folder) throws Exception;

    @BeforeAll
    void install(@TempDir Path folder) throws Exception {
        installation = installation(folder);
        try (WorkerProcess worker = installation.worker()) {
            undisturbed = installation.result(installation.submit(9_000));
        }
        assertThat(undisturbed.status()).isEqualTo(RunStatus.DONE);
    }

    @AfterAll
    void uninstall() throws IOException {
        people.shutdownNow();
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

    /**
     * Through the command line, which waits for the next worker. What the books have at the kill and the history has not
     * is done again: at most what one workflow task holds.
     */
    @Test
    @Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aBatchWorkflowOutlivesItsWorker() throws Exception {
        int many = Integer.getInteger("ratchet.crash.documents", 240);
        long before = installation.entries();
        Path inbox = installation.inbox(10_001, many);
        StringWriter told = new StringWriter();
        CompletableFuture<Said> submitted;
        try (WorkerProcess worker = installation.worker()) {
            submitted = CompletableFuture.supplyAsync(
                    () -> installation.ratchet(told, "submit", "--json", "--as", "anna.behrens", inbox), people);
            installation.awaitEntries(before + many / 3);
            worker.kill();
        }
        long killed = System.nanoTime();
        long atTheKill = installation.entries() - before;
        long known = installation.bookedByHistory(batch(told.toString()));
        try (WorkerProcess another = installation.worker()) {
            Said said = submitted.join();
            assertThat(said.code()).as(told.toString()).isZero();
            assertThat(said.json())
                    .hasSize(many)
                    .allSatisfy(
                            line -> assertThat(line.path("outcome").asText()).isEqualTo("POSTED"));
            assertThat(said.json())
                    .extracting(line -> line.path("entry").asLong())
                    .doesNotHaveDuplicates();
        }
        installation.requireEveryDocumentBookedOnce();
        System.out.printf(
                "%s: batch of %d: killed with %d entries, of which the history knew %d: %d posted again to no effect;"
                        + " all done %d s after the kill%n",
                getClass().getSimpleName(),
                many,
                atTheKill,
                known,
                atTheKill - known,
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - killed));
        assertThat(atTheKill).isBetween(1L, many - 1L);
        assertThat(atTheKill - known)
                .isBetween(0L, (long) InvoiceBatchWorkflow.PAGES_IN_FLIGHT * InvoiceBatchWorkflow.PAGE);
    }

    private static String batch(String told) {
        Matcher id = Pattern.compile("batch/\\S+").matcher(told);
        assertThat(id.find()).as(told).isTrue();
        return id.group();
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
        long held = killWhenHeld(points, "kill", installation::ended);
        long killed = System.nanoTime();
        List<String> runs = List.copyOf(points.keySet());
        try (WorkerProcess another = installation.worker()) {
            requireAllPosted(runs);
        }
        say(held + " runs killed, each at another point", killed, runs);
    }

    Map<String, Point> submitOneForEachPoint(int first) throws IOException {
        Map<String, Point> points = new LinkedHashMap<>();
        for (int activity = 1; activity <= ACTIVITIES; activity++) {
            points.put(installation.submit(first + 2 * activity), new Point(activity, false));
            points.put(installation.submit(first + 2 * activity + 1), new Point(activity, true));
        }
        return points;
    }

    /**
     * Every run is held at its point, or is beyond because it has no such point; the last points are of that kind, so
     * that no activity was left out.
     */
    long killWhenHeld(Map<String, Point> points, String name, Predicate<String> beyond) throws IOException {
        Path file = HoldingWorker.write(installation.file(name + ".points"), points);
        try (WorkerProcess worker = installation.process(HoldingWorker.class, file.toString())) {
            Installation.await(
                    () -> "every run held or beyond its point; held are " + worker.held() + "; the others: "
                            + points.keySet().stream()
                                    .filter(run -> !worker.held().containsKey(run))
                                    .map(run -> points.get(run) + " " + installation.events(run))
                                    .toList(),
                    () -> points.keySet().stream().allMatch(run -> worker.held().containsKey(run) || beyond.test(run)));
            Map<String, String> held = worker.held();
            held.forEach((run, activity) -> System.out.println("  killed " + points.get(run) + ", " + activity));
            worker.kill();
            assertThat(held).hasSizeBetween(6, points.size() - 2);
            return held.size();
        }
    }

    List<String> submit(int first, int count) throws IOException {
        List<String> runs = new ArrayList<>();
        for (int number : IntStream.range(first, first + count).toArray()) {
            runs.add(installation.submit(number));
        }
        return runs;
    }

    void requireAllPosted(List<String> runs) {
        requireAll(runs, undisturbed);
    }

    void requireAll(List<String> runs, RunSummary undisturbed) {
        for (String run : runs) {
            RunSummary status = installation.result(run);
            assertThat(status)
                    .as(run)
                    .usingRecursiveComparison()
                    .ignoringFields("run", "name", "subject", "amount", "receipt", "why", "waiting")
                    .isEqualTo(undisturbed);
        }
        installation.requireEveryDocumentBookedOnce();
    }

    void say(String what, long since, List<String> runs) {
        Map<String, Long> repeated = runs.stream()
                .flatMap(run -> installation.broken(run).stream())
                .collect(Collectors.groupingBy(why -> why, TreeMap::new, Collectors.counting()));
        System.out.printf(
                "%s: %s; all %d done %d s after the kill, workflow tasks done again %s%n",
                getClass().getSimpleName(),
                what,
                runs.size(),
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since),
                repeated);
    }
}
