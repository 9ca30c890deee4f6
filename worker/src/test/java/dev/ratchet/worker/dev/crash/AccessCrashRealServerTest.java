package dev.ratchet.worker.dev.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratchet.worker.access.HoldingAccessWorker;
import dev.ratchet.worker.access.HoldingAccessWorker.Place;
import dev.ratchet.worker.dev.Said;
import dev.ratchet.worker.dev.WorkerProcess;
import dev.ratchet.worker.dev.agent.AccessProduct;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A worker is killed at a grant; another one goes on, and the grant is there once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("slow")
class AccessCrashRealServerTest {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    private final ExecutorService people = Executors.newCachedThreadPool();
    private AccessProduct product;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        product = AccessProduct.start(folder, Map.of());
    }

    @AfterAll
    void stop() {
        people.shutdownNow();
        if (product != null) {
            product.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aGrantOutlivesAKill(Place place) throws Exception {
        String person = "p-" + place.name().toLowerCase(Locale.ROOT);
        String key = "payroll/" + person + "/2027-03-31";
        String id;
        CompletableFuture<Said> approved;
        try (WorkerProcess worker = product.process(HoldingAccessWorker.class, place.name())) {
            Said said = product.ratchet(
                    "start",
                    "access",
                    "{\"person\":\"" + person
                            + "\",\"system\":\"payroll\",\"reason\":\"the audit of May\",\"until\":\"2027-03-31\"}",
                    "--json",
                    "--as",
                    "anna");
            assertThat(said.code()).as(said + worker.said()).isZero();
            JsonNode waits = said.json().get(0);
            assertThat(waits.path("code").asText()).isEqualTo("SENSITIVE");
            id = waits.path("id").asText();
            approved = CompletableFuture.supplyAsync(() -> product.ratchet("approve", id, "--as", "sara"), people);
            awaitHeld(worker, id);
            worker.kill();
        }
        long killed = System.nanoTime();
        int atTheKill = count(key);
        assertThat(atTheKill).isEqualTo(place == Place.AFTER ? 1 : 0);
        try (WorkerProcess another = product.worker()) {
            Said said = approved.get(PATIENCE, TimeUnit.NANOSECONDS);
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - killed);
            assertThat(said.code()).as(said + another.said()).isZero();
            assertThat(said.out()).contains("Approved by sara as security. GRANTED GRANTED");
            assertThat(count(key)).isEqualTo(1);
            assertThat(product.effects()).containsOnlyOnce(key);
            assertThat(product.ratchet("explain", id).out()).contains("grant " + key);
            assertThat(product.ratchet("rebuild", id).out()).contains("equal, byte for byte");
            System.out.printf(
                    "killed %s the transaction of the grant, with %d grants: done %d s after the kill, with 1 grant, and"
                            + " rebuilt equal%n",
                    place, atTheKill, seconds);
        }
    }

    private int count(String key) throws Exception {
        return (int) product.grants().stream()
                .filter(grant -> grant.startsWith(key + " "))
                .count();
    }

    private static void awaitHeld(WorkerProcess worker, String id) {
        long until = System.nanoTime() + PATIENCE;
        while (!worker.held().containsKey(id)) {
            assertThat(System.nanoTime()).as(worker.said()).isLessThan(until);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
