package dev.ratchet.worker.dev.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.worker.PillWorker;
import dev.ratchet.worker.WorkerMain;
import dev.ratchet.worker.dev.Installation;
import dev.ratchet.worker.dev.WorkerProcess;
import dev.ratchet.worker.dev.fleet.RestoreDrill;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs that take their workers with them, on a real Temporal, beside runs that do not. */
@Tag("slow")
@Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PoisonRealServerTest {
    private static final String MOVED_ITSELF = "ratchet";

    @TempDir
    Path folder;

    private RestoreDrill product;
    private Path pill;

    /** Starts its worker again whenever that ends, as a cluster does. */
    private final class Supervised implements AutoCloseable {
        private final Map<String, String> environment;
        private final List<WorkerProcess> started = new ArrayList<>();
        private final Thread supervisor = new Thread(this::supervise, "supervisor");
        private volatile boolean over;

        Supervised(Map<String, String> environment) {
            this.environment = environment;
            supervisor.start();
        }

        private void supervise() {
            while (!over) {
                try (WorkerProcess worker = product.process(
                        environment, PillWorker.class, "local:" + RestoreDrill.id(pill), "remote:library/")) {
                    synchronized (started) {
                        started.add(worker);
                    }
                    while (!over && worker.alive()) {
                        Thread.sleep(50);
                    }
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                } catch (InterruptedException e) {
                    return;
                }
            }
        }

        /** Workers that a run took with it, by the activity that did. */
        List<String> taken() {
            synchronized (started) {
                return started.stream()
                        .flatMap(each -> each.said().lines())
                        .filter(line -> line.startsWith("took with it: "))
                        .map(line -> line.substring("took with it: ".length()))
                        .toList();
            }
        }

        @Override
        public void close() throws InterruptedException {
            over = true;
            supervisor.join();
        }
    }

    private void await(String what, BooleanSupplier seen) {
        Installation.await(
                () -> what + "; poison:\n" + product.ratchet("poison").out(), Duration.ofMinutes(5), seen);
    }

    /** Its line in {@code ratchet poison}; empty when it has none. */
    private String line(String run) {
        String brief = run.substring(run.lastIndexOf('/') + 1).substring(0, 12);
        return product.fine("poison")
                .out()
                .lines()
                .filter(line -> line.startsWith(brief))
                .findFirst()
                .orElse("");
    }

    private String libraryRun() {
        return product.fine("poison")
                .out()
                .lines()
                .filter(line -> line.contains(" library "))
                .map(line -> line.substring(0, 12))
                .findFirst()
                .orElse("");
    }

    private long posted() {
        return product.booked().size();
    }

    @Test
    void aRunThatTakesItsWorkersWithItIsKeptAwayFromTheOthers() throws Exception {
        product = RestoreDrill.start(folder);
        try (RestoreDrill closing = product) {
            pill = product.simple(1);
            String id = RestoreDrill.id(pill);
            Path contract = Files.writeString(folder.resolve("contract.txt"), "The term of notice is three months.\n");

            assertThat(product.fine("poison").out()).contains("no run took its workers with it");
            Path odd = product.simple(2);
            product.fine("submit", "--no-wait", odd);
            product.fine("poison", "move", RestoreDrill.id(odd), "--why", "it looks odd");
            await("moved by hand", () -> line(idOf(odd)).contains("it looks odd"));
            product.fine(
                    "poison", "release", idOf(odd).substring("invoice/default/".length(), 28), "--why", "it is not");
            assertThat(product.ratchet("poison", "release", idOf(odd), "--why", "twice")
                            .err())
                    .contains("NOT_ON_QUEUE");

            try (Supervised usual = new Supervised(Map.of())) {
                product.fine("submit", "--no-wait", pill);
                await("the first pill is moved", () -> line(id).contains("MOVED"));
                product.fine("documents", "upload", "--no-wait", contract);
                await("the second pill is moved", () -> !libraryRun().isEmpty());
                assertThat(line(id)).contains(MOVED_ITSELF, "workers in a row were lost with its workflow task");
                assertThat(line(libraryRun())).contains(MOVED_ITSELF, "workers in a row were lost with its activity");
                System.out.println("workers that were lost until then: " + usual.taken());
                System.out.println(product.fine("poison").out());
                int lost = usual.taken().size();

                try (Supervised apart = new Supervised(Map.of("RATCHET_QUEUE", "poison"))) {
                    for (int i = 3; i <= 6; i++) {
                        assertThat(product.submit(product.simple(i))).isEqualTo("POSTED BOOKED");
                    }
                    await(
                            "a pill takes the worker that was started for it",
                            () -> !apart.taken().isEmpty());
                    assertThat(product.submit(product.simple(7))).isEqualTo("POSTED BOOKED");
                    System.out.println("workers of the queue for poison pills that were lost: " + apart.taken());
                }
                assertThat(usual.taken()).as("no other worker is lost").hasSize(lost);
                product.fine("submit", "--no-wait", pill);
                assertThat(line(id))
                        .as("whoever submits it again gets the same run")
                        .contains("MOVED");
            }

            try (WorkerProcess mended = product.worker();
                    WorkerProcess apart = product.process(Map.of("RATCHET_QUEUE", "poison"), WorkerMain.class, "run")) {
                product.fine("poison", "end", libraryRun(), "--why", "we do not need it");
                await("the second pill is listed no more", () -> libraryRun().isEmpty());
                // the odd one, too: it may have been moved because it was in a worker that the pill took
                await("the first pill ends where it is, with the worker mended", () -> posted() == 7);
                assertThat(apart.said()).contains("poison queues");
                // a run books before it ends, and Temporal lists it as ended a moment later
                await(
                        "no run is left there",
                        () -> product.fine("poison").out().contains("no run took its workers with it"));
                assertThat(product.lostOrTwice(product.booked())).isEmpty();
                assertThat(product.reconcile().path("differences")).isEmpty();
                assertThat(mended.alive()).isTrue();
            }
        }
    }

    private static String idOf(Path file) {
        try {
            return RestoreDrill.id(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
