package dev.ratchet.worker.dev.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.Needs;
import dev.ratchet.worker.HoldingWorker.Point;
import dev.ratchet.worker.dev.DemoInbox;
import dev.ratchet.worker.dev.Installation;
import dev.ratchet.worker.dev.WorkerProcess;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** On a real Temporal. */
@Tag("slow")
final class CrashRealServerTest extends CrashContract {
    @Override
    Installation installation(Path folder) throws Exception {
        return Installation.start(
                folder, false, Map.of("TEMPORAL_CLI", Needs.temporalCli().toString()));
    }

    /**
     * Only here: the embedded server leaves an update's task for ever with the killed worker that had the run in its
     * cache; the real one gives it to another after ten seconds.
     */
    @Test
    void aRunWithAnApprovalOutlivesAKillAtEachOfItsActivities() throws Exception {
        installation.load(DemoInbox.masterData().replace("autoPostUpTo: {EUR: \"1000.00\"}", "autoPostUpTo: {}"));
        RunSummary approved;
        Map<String, Point> points = submitOneForEachPoint(301);
        List<String> runs = List.copyOf(points.keySet());
        long held = killWhenHeld(points, "asking", installation::rests);
        try (WorkerProcess another = installation.worker()) {
            Installation.await("all wait", () -> runs.stream().allMatch(installation::waits));
            String plain = installation.submit(9_001);
            Installation.await("it waits", () -> installation.waits(plain));
            approved = installation.approve(plain, "miriam.falk");
            assertThat(approved.status()).isEqualTo(RunStatus.DONE);
            another.kill();
        }
        List<CompletableFuture<Void>> approvals = runs.stream()
                .map(run ->
                        CompletableFuture.runAsync(() -> installation.approveUntilItEnds(run, "miriam.falk"), people))
                .toList();
        held += killWhenHeld(points, "answering", installation::ended);
        long killed = System.nanoTime();
        try (WorkerProcess another = installation.worker()) {
            requireAll(runs, approved);
        }
        approvals.forEach(CompletableFuture::join);
        assertThat(installation.waiting()).isEmpty();
        installation.load(DemoInbox.masterData());
        say(held + " kills of runs with an approval, each at another point", killed, runs);
    }

    /** What runs is finished before the process ends, and nothing is done again; also where the signal comes doubled. */
    @Test
    void aWorkerThatIsToldToStopFinishesWhatRuns() throws Exception {
        long before = installation.entries();
        List<String> runs;
        try (WorkerProcess worker = installation.worker()) {
            runs = submit(401, BATCH);
            installation.awaitEntries(before + 1);
            long told = System.nanoTime();
            worker.terminate();
            worker.terminate();
            assertThat(worker.exit()).as(worker.said()).isZero();
            System.out.println("stopped in " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - told) + " ms with "
                    + (installation.entries() - before) + " of " + BATCH + " entries");
        }
        long stopped = System.nanoTime();
        assertThat(runs.stream().flatMap(run -> installation.broken(run).stream()))
                .isEmpty();
        try (WorkerProcess another = installation.worker()) {
            requireAllPosted(runs);
        }
        say("worker told to stop", stopped, runs);
    }
}
