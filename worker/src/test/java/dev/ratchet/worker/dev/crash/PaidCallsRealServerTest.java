package dev.ratchet.worker.dev.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.FreePorts;
import dev.ratchet.Needs;
import dev.ratchet.activities.budget.PostgresBudgets;
import dev.ratchet.worker.HoldingModelWorker;
import dev.ratchet.worker.WorkerMain;
import dev.ratchet.worker.dev.Installation;
import dev.ratchet.worker.dev.WorkerProcess;
import dev.ratchet.worker.dev.model.CountingModel;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Workers are killed around a call, on a real Temporal, and a model counts. */
@Tag("slow")
@Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PaidCallsRealServerTest {
    private static final String CLAIMS = "INSERT INTO model_call";
    private static final String COMPLETES = "SELECT *, (extract";
    private static final String USUAL = "";

    @TempDir
    Path folder;

    private CountingModel model;
    private Installation installation;

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

    /** All of them on one machine, where they keep what they receive in the state folder unless they are told otherwise. */
    private Map<String, String> environment(String answers) {
        Map<String, String> environment = new TreeMap<>(model.environment());
        environment.put("XDG_STATE_HOME", folder.resolve("state").toString());
        environment.put("RATCHET_MODEL_ANSWERS_DIR", answers);
        return environment;
    }

    private WorkerProcess worker(String answers) throws Exception {
        return installation.process(environment(answers), WorkerMain.class, "run");
    }

    private String submit(String mark) throws Exception {
        return installation.submitText("Minutes of a meeting, which are no invoice. [mark " + mark + "]");
    }

    /** What became of one row. */
    private record Row(String killed, long calls, long settled, long failed, long lost) {}

    @Test
    void whereTheAnswerWasOnRecordNobodyPaysAgain() throws Exception {
        List<Row> rows = new ArrayList<>();
        rows.add(finished("before the call", "before", killedWhileItWantsTheRowsOfItsCall("before", CLAIMS, USUAL)));
        rows.add(finished("during the call", "during", killedDuringTheCall("during")));
        rows.add(finished(
                "after the response, before the record",
                "received",
                killedWhileItWantsTheRowsOfItsCall("received", COMPLETES, USUAL)));
        String lost = killedWhileItWantsTheRowsOfItsCall("lost", COMPLETES, USUAL);
        Files.move(folder.resolve("state"), folder.resolve("another machine's"));
        rows.add(finished("the same, next worker elsewhere", "lost", lost));
        rows.add(finished(
                "the same, RATCHET_MODEL_ANSWERS_DIR=none",
                "memory",
                killedWhileItWantsTheRowsOfItsCall("memory", COMPLETES, "none")));
        rows.add(finished("after the record", "recorded", killedAfterTheRecord("recorded")));
        System.out.printf("%-40s %5s %10s %6s %4s%n", "killed", "calls", "settled", "failed", "lost");
        rows.forEach(row -> System.out.printf(
                "%-40s %5d %10d %6d %4d%n", row.killed(), row.calls(), row.settled(), row.failed(), row.lost()));
        assertThat(rows)
                .extracting(Row::calls, Row::settled, Row::failed, Row::lost)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1L, CountingModel.MICROS, 0L, 0L),
                        org.assertj.core.groups.Tuple.tuple(2L, CountingModel.MICROS, 0L, 1L),
                        org.assertj.core.groups.Tuple.tuple(1L, CountingModel.MICROS, 0L, 0L),
                        org.assertj.core.groups.Tuple.tuple(2L, CountingModel.MICROS, 0L, 1L),
                        org.assertj.core.groups.Tuple.tuple(2L, CountingModel.MICROS, 0L, 1L),
                        org.assertj.core.groups.Tuple.tuple(1L, CountingModel.MICROS, 0L, 0L));
        assertThat(new PostgresBudgets(installation.capabilities().database()).standings(Installation.TENANT, 1))
                .filteredOn(each -> !each.account().level().name().equals("RUN"))
                .hasSize(3)
                .allSatisfy(each -> {
                    assertThat(each.spent()).isEqualTo(6 * CountingModel.MICROS);
                    assertThat(each.reserved()).isZero();
                });
    }

    /** By another worker, before anybody else is killed. */
    private Row finished(String killed, String mark, String run) throws Exception {
        try (WorkerProcess another = worker(USUAL)) {
            Installation.await("it waits for a person", () -> installation.waits(run));
        }
        return row(killed, mark, run);
    }

    /** The table is locked: before the claim, or when the model has answered and before that is on record. */
    private String killedWhileItWantsTheRowsOfItsCall(String mark, String statement, String answers) throws Exception {
        boolean received = statement.equals(COMPLETES);
        if (received) {
            model.silentOnce(mark);
        }
        try (WorkerProcess worker = worker(answers);
                Connection held = installation.superuser();
                Statement sql = held.createStatement()) {
            String run = submit(mark);
            held.setAutoCommit(false);
            if (received) {
                Installation.await(mark + ": the model is asked", () -> model.asked(mark) == 1);
            }
            sql.execute("LOCK TABLE model_call IN EXCLUSIVE MODE");
            if (received) {
                model.speak(mark);
            }
            Installation.await(mark + ": the worker wants to write", () -> waits(statement));
            worker.kill();
            held.rollback();
            assertThat(model.answered(mark)).isEqualTo(received ? 1 : 0);
            return run;
        }
    }

    private boolean waits(String statement) {
        try (Connection look = installation.superuser();
                Statement sql = look.createStatement();
                ResultSet waiting = sql.executeQuery(
                        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '"
                                + statement + "%'")) {
            waiting.next();
            return waiting.getInt(1) > 0;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String killedDuringTheCall(String mark) throws Exception {
        model.silentOnce(mark);
        try (WorkerProcess worker = worker(USUAL)) {
            String run = submit(mark);
            Installation.await(mark + ": the model is asked", () -> model.asked(mark) == 1);
            worker.kill();
            return run;
        }
    }

    private String killedAfterTheRecord(String mark) throws Exception {
        try (WorkerProcess worker = installation.process(environment(USUAL), HoldingModelWorker.class)) {
            String run = submit(mark);
            Installation.await(
                    mark + ": the answer is on record", () -> worker.held().containsKey(run));
            worker.kill();
            return run;
        }
    }

    private Row row(String killed, String mark, String run) throws SQLException {
        try (Connection look = installation.superuser();
                Statement sql = look.createStatement();
                ResultSet call = sql.executeQuery("SELECT sum(micros), sum(failed),"
                        + " sum(begun - failed - late - (state = 'DONE')::int) FROM model_call WHERE workflow_id = '"
                        + run + "'")) {
            call.next();
            return new Row(killed, model.asked(mark), call.getLong(1), call.getLong(2), call.getLong(3));
        }
    }

    private static boolean stopping(int probes) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + probes + "/readyz"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body()
                    .contains("stopping");
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What runs is finished before the process ends: the call is paid once and its answer is told. */
    @Test
    void aWorkerThatIsToldToStopLetsTheCallFinish() throws Exception {
        model.silentOnce("drained");
        String run;
        int probes = FreePorts.pair();
        Map<String, String> environment = new TreeMap<>(model.environment());
        environment.put("RATCHET_HEALTH_PORT", String.valueOf(probes));
        try (WorkerProcess worker = installation.process(environment, WorkerMain.class, "run")) {
            run = submit("drained");
            Installation.await("the model is asked", () -> model.asked("drained") == 1);
            worker.terminate();
            Installation.await("the worker knows", () -> stopping(probes));
            model.speak("drained");
            assertThat(worker.exit()).as(worker.said()).isIn(0, 143);
        }
        try (WorkerProcess another = worker(USUAL)) {
            Installation.await("it waits for a person", () -> installation.waits(run));
        }
        assertThat(model.asked("drained")).isEqualTo(1);
        assertThat(row("told to stop", "drained", run))
                .isEqualTo(new Row("told to stop", 1, CountingModel.MICROS, 0, 0));
    }
}
