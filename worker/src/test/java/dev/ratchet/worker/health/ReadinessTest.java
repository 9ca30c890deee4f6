package dev.ratchet.worker.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.database.Database;
import dev.ratchet.activities.database.EmbeddedDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadinessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final AtomicLong nanos = new AtomicLong();

    @Test
    void all_that_does_not_answer_is_named() {
        AtomicBoolean temporal = new AtomicBoolean();
        Readiness readiness = readiness(Map.of(
                "Temporal",
                temporal::get,
                "the database",
                () -> {
                    throw new IllegalStateException("connection to secret-host refused");
                },
                "a friend",
                () -> true));
        assertThat(readiness.notReady()).contains("no answer from Temporal and the database");
        temporal.set(true);
        later();
        assertThat(readiness.notReady()).contains("no answer from the database");
    }

    @Test
    void an_answer_is_good_for_a_second() {
        AtomicInteger asked = new AtomicInteger();
        Readiness readiness = readiness(Map.of("the database", () -> asked.incrementAndGet() > 0));
        for (int i = 0; i < 100; i++) {
            assertThat(readiness.notReady()).isEmpty();
        }
        assertThat(asked).hasValue(1);
        later();
        assertThat(readiness.notReady()).isEmpty();
        assertThat(asked).hasValue(2);
    }

    @Test
    void what_hangs_is_not_ready_and_is_not_asked_again_until_it_answers() {
        CountDownLatch answer = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        Readiness readiness = new Readiness(
                Map.of("the database", () -> {
                    asked.incrementAndGet();
                    awaits(answer);
                    return true;
                }),
                Duration.ofMillis(1),
                nanos::get);
        for (int i = 0; i < 5; i++) {
            assertThat(readiness.notReady()).contains("no answer from the database");
            later();
        }
        assertThat(asked).hasValue(1);
        answer.countDown();
    }

    @Test
    void who_asks_while_another_finds_out_does_not_wait() {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        Readiness readiness = readiness(Map.of("the database", () -> {
            asked.countDown();
            awaits(answer);
            return true;
        }));
        ForkJoinTask<Optional<String>> first = ForkJoinPool.commonPool().submit(readiness::notReady);
        awaits(asked);
        assertThat(readiness.notReady()).contains("nothing has answered yet");
        answer.countDown();
        assertThat(first.join()).isEmpty();
        assertThat(readiness.notReady()).isEmpty();
    }

    @Test
    void with_the_database_down_the_probe_says_so(@TempDir Path folder) throws Exception {
        EmbeddedDatabase server = EmbeddedDatabase.start(folder.resolve("postgresql"));
        Database database = Database.open(server.config("ratchet"));
        try (Probes probes = Probes.start(0, readiness(Map.of("the database", database::answers))::notReady)) {
            assertThat(get(probes, "/readyz").statusCode()).isEqualTo(200);
            server.close();
            later();
            HttpResponse<String> ready = get(probes, "/readyz");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(ready.body()).contains("NOT_READY", "no answer from the database");
            assertThat(get(probes, "/healthz").statusCode()).isEqualTo(200);
            assertThat(get(probes, "/elsewhere").body()).contains("NOT_FOUND");
        } finally {
            database.close();
            server.close();
        }
    }

    private Readiness readiness(Map<String, BooleanSupplier> needs) {
        return new Readiness(needs, PATIENCE, nanos::get);
    }

    private void later() {
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    }

    private static void awaits(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> get(Probes probes, String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + probes.port() + path))
                                .build(),
                        BodyHandlers.ofString());
    }
}
