package dev.ratchet.worker.dev.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.FreePorts;
import dev.ratchet.Needs;
import dev.ratchet.activities.budget.PostgresBudgets;
import dev.ratchet.worker.WorkerMain;
import dev.ratchet.worker.dev.Installation;
import dev.ratchet.worker.dev.WorkerProcess;
import dev.ratchet.worker.dev.model.CountingModel;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Worker processes are told to stop under load, on a real Temporal. What became of attempts is read from the histories. */
@Tag("slow")
@Timeout(value = 1_800, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DrainRealServerTest {
    private static final int ASKED = 30;
    private static final int SIMPLE = 170;

    /** What a worker logs is a promise here, so it logs as in a cluster and not as in tests. */
    private static final Path PRODUCT_LOG = Needs.root().resolve("worker/src/main/resources/logback.xml");

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private CountingModel model;
    private Installation installation;
    private int health;

    @BeforeEach
    void start() throws Exception {
        model = CountingModel.start();
        installation = Installation.start(
                folder, false, Map.of("TEMPORAL_CLI", Needs.temporalCli().toString()));
    }

    @AfterEach
    void stop() throws Exception {
        model.close();
        installation.close();
    }

    private WorkerProcess worker(String... settings) throws IOException {
        health = FreePorts.one();
        Map<String, String> environment = new TreeMap<>(model.environment());
        environment.put("RATCHET_MODEL_ANSWERS_DIR", "none");
        environment.put("RATCHET_MODEL_TIMEOUT", "170");
        environment.put("RATCHET_HEALTH_PORT", String.valueOf(health));
        environment.put("JAVA_TOOL_OPTIONS", "-Dlogback.configurationFile=" + PRODUCT_LOG);
        for (int i = 0; i < settings.length; i += 2) {
            environment.put(settings[i], settings[i + 1]);
        }
        return installation.process(environment, WorkerMain.class, "run");
    }

    /** Long, because the worker that takes over starts on a machine that may be busy. */
    private static void await(String what, BooleanSupplier seen) {
        Installation.await(() -> what, Duration.ofMinutes(5), seen);
    }

    private String probe(String path) {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + health + path))
                            .build(),
                    BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (IOException e) {
            return "nobody listens";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitReady() {
        await("the worker is ready", () -> probe("/ready").startsWith("200"));
    }

    private String submitText(String mark) throws IOException {
        return installation.submitText("Minutes of a meeting, which are no invoice. [mark " + mark + "]");
    }

    private AttemptsOnRecord attempts(WorkerProcess worker, List<String> runs) {
        AttemptsOnRecord attempts = new AttemptsOnRecord(worker.handle().pid());
        runs.forEach(run -> attempts.add(
                run, installation.client().fetchHistory(run).getHistory().getEventsList()));
        return attempts;
    }

    private long reserved() {
        return new PostgresBudgets(installation.capabilities().database())
                .standings(Installation.TENANT, 1_000).stream()
                        .mapToLong(each -> each.reserved())
                        .sum();
    }

    @Test
    void underTwoHundredRunsNoAttemptFailsAndNoneIsRepeated() throws Exception {
        List<String> asked = new ArrayList<>();
        List<String> simple = new ArrayList<>();
        Duration took;
        WorkerProcess stopped;
        try (WorkerProcess first = worker()) {
            stopped = first;
            awaitReady();
            model.holdAll();
            for (int i = 0; i < ASKED; i++) {
                asked.add(submitText("m" + i));
            }
            await(
                    "calls are under way",
                    () -> model.calls(CountingModel.Fate.HELD).size() > ASKED / 2);
            for (int i = 1; i <= SIMPLE / 2; i++) {
                simple.add(installation.submit(i));
            }
            long began = System.nanoTime();
            first.terminate();
            for (int i = SIMPLE / 2 + 1; i <= SIMPLE; i++) {
                simple.add(installation.submit(i));
            }
            await("the worker says that it stops", () -> probe("/ready").contains("stopping"));
            assertThat(probe("/live")).as("it lives while it stops").startsWith("200");
            int held = model.calls(CountingModel.Fate.HELD).size();
            System.out.println("SIGTERM under " + (ASKED + SIMPLE) + " runs, " + held
                    + " calls to the model under way, " + installation.entries() + " entries booked");
            model.answerAll();
            assertThat(first.exit()).as(first.said()).isZero();
            took = Duration.ofNanos(System.nanoTime() - began);
        }
        try (WorkerProcess second = worker()) {
            await("all are booked", () -> installation.entries() >= SIMPLE);
            await("all others wait for a person", () -> installation.waiting().size() == ASKED);
        }
        List<String> all = new ArrayList<>(asked);
        all.addAll(simple);
        AttemptsOnRecord attempts = attempts(stopped, all);
        System.out.println("exit 0 after " + took.toMillis() + " ms; " + attempts);
        assertThat(attempts.broken()).isEmpty();
        assertThat(model.calls()).hasSize(ASKED);
        assertThat(reserved()).isZero();
    }

    @Test
    void whatIsMidFlightPastTheGracePeriodIsRepeatedAndNothingElse() throws Exception {
        List<String> asked = new ArrayList<>();
        model.silentOnce("late");
        String late;
        Duration took;
        WorkerProcess stopped;
        try (WorkerProcess first = worker("RATCHET_GRACE_SECONDS", "2")) {
            stopped = first;
            awaitReady();
            late = submitText("late");
            for (int i = 0; i < 5; i++) {
                asked.add(submitText("m" + i));
            }
            await("the model is asked", () -> model.asked("late") == 1);
            await("all others wait for a person", () -> installation.waiting().size() == 5);
            long began = System.nanoTime();
            first.terminate();
            assertThat(first.exit()).as(first.said()).isZero();
            took = Duration.ofNanos(System.nanoTime() - began);
            assertThat(first.said()).contains("after 2 seconds is broken off");
            assertThat(reserved())
                    .as("what was broken off is reserved no longer")
                    .isZero();
        }
        try (WorkerProcess second = worker()) {
            await("it waits for a person", () -> installation.waits(late));
        }
        System.out.println("grace of 2 s: exit 0 after " + took.toMillis() + " ms; late: "
                + attempts(stopped, List.of(late)).broken() + "; others: " + attempts(stopped, asked));
        assertThat(model.asked("late")).isEqualTo(2);
        assertThat(attempts(stopped, List.of(late)).broken()).hasSize(1);
        assertThat(attempts(stopped, asked).broken()).isEmpty();
    }

    @Test
    void aSecondSignalDoesNotWait() throws Exception {
        model.silentOnce("late");
        try (WorkerProcess worker = worker()) {
            awaitReady();
            submitText("late");
            await("the model is asked", () -> model.asked("late") == 1);
            worker.terminate();
            await("the worker says that it stops", () -> probe("/ready").contains("stopping"));
            assertThat(worker.alive()).as("a grace period of 200 seconds").isTrue();
            Thread.sleep(600); // until half a second after the first, a signal is part of it
            long began = System.nanoTime();
            worker.terminate();
            assertThat(worker.exit()).as(worker.said()).isEqualTo(4);
            System.out.println("second SIGTERM: exit 4 after "
                    + Duration.ofNanos(System.nanoTime() - began).toMillis() + " ms");
            assertThat(worker.said()).contains("told to stop again");
            assertThat(reserved())
                    .as("what was broken off is reserved no longer")
                    .isZero();
        }
    }

    @Test
    void aWorkerThatWarmsUpLivesIsNotReadyAndStopsAtOnce() throws Exception {
        try (WorkerProcess worker = worker("RATCHET_WARM_UP", "20000")) {
            await("it warms up", () -> probe("/ready").contains("warming up"));
            assertThat(probe("/live")).startsWith("200");
            assertThat(probe("/healthz")).startsWith("200");
            assertThat(probe("/readyz")).startsWith("503");
            worker.terminate();
            assertThat(worker.exit()).as(worker.said()).isZero();
        }
    }
}
