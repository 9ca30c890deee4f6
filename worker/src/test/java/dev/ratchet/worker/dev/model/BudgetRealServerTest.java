package dev.ratchet.worker.dev.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.Needs;
import dev.ratchet.activities.budget.Account;
import dev.ratchet.activities.budget.Budgets;
import dev.ratchet.activities.budget.Level;
import dev.ratchet.activities.budget.PostgresBudgets;
import dev.ratchet.activities.calls.Costs;
import dev.ratchet.activities.calls.PostgresCosts;
import dev.ratchet.worker.WorkerMain;
import dev.ratchet.worker.dev.Installation;
import dev.ratchet.worker.dev.WorkerProcess;
import dev.ratchet.worker.dev.model.CountingModel.Call;
import dev.ratchet.worker.dev.model.CountingModel.Fate;
import dev.ratchet.workflows.contract.Micros;
import dev.ratchet.workflows.contract.record.RunSummary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many runs on several worker processes want twice what the day has; two of the workers are killed. */
@Tag("slow")
@Timeout(value = 1_800, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BudgetRealServerTest {
    private static final int RUNS = Integer.getInteger("ratchet.budget.runs", 1_000);
    private static final int AT_ONCE = 8;

    /** Calls that wait for the kill; about half of what the rest of the day can hold by then. */
    private static final int UNDER_WAY = Math.max(1, RUNS / 200);

    /** What all runs want is twice this. */
    private static final long LIMIT = RUNS * CountingModel.CHEAP_MICROS / 2;

    /** A call is reserved at less than this: 4,000 tokens out, and a byte of the prompt for a token in. */
    private static final long MOST_OF_A_CALL = 600_000;

    /** At each commit that reserves or settles: what is spent, and what is spent and reserved together, in one snapshot. */
    private static final String WATCH = """
            CREATE TABLE held (spent bigint NOT NULL, held bigint NOT NULL);
            CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = ratchet AS $$
            BEGIN
                INSERT INTO held SELECT spent, spent + (SELECT coalesce(sum(micros), 0) FROM budget_reservation o
                    WHERE o.tenant = b.tenant AND o.day = b.key AND o.expires_at > clock_timestamp())
                FROM budget b WHERE level = 'DAY';
                RETURN NULL;
            END $$;
            CREATE CONSTRAINT TRIGGER watch_reserved AFTER INSERT ON budget_reservation
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION watch();
            CREATE CONSTRAINT TRIGGER watch_spent AFTER UPDATE ON budget
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.level = 'DAY') EXECUTE FUNCTION watch();""";

    @TempDir
    Path folder;

    private final Map<String, WorkerProcess> workers = new TreeMap<>();
    private final Map<String, String> marks = new TreeMap<>();
    private CountingModel model;
    private Installation installation;
    private Budgets budgets;

    @BeforeEach
    void start() throws Exception {
        model = CountingModel.start();
        installation = Installation.start(
                folder.resolve("installation"),
                false,
                Map.of("TEMPORAL_CLI", Needs.temporalCli().toString()));
        budgets = new PostgresBudgets(installation.capabilities().database());
        try (Connection connection = installation.superuser();
                Statement sql = connection.createStatement()) {
            sql.execute(WATCH);
        }
        Path limits = Files.writeString(folder.resolve("budgets.yaml"), "day: " + Micros.text(LIMIT) + "\n");
        for (String worker : List.of("worker-1", "worker-2", "worker-3", "worker-4")) {
            Map<String, String> environment = new TreeMap<>(model.environment(worker));
            environment.putAll(CountingModel.CHEAP);
            environment.put("RATCHET_BUDGETS", limits.toString());
            environment.put("RATCHET_ACTIVITIES_AT_ONCE", String.valueOf(AT_ONCE));
            environment.put("RATCHET_DB_CONNECTIONS", "12");
            workers.put(worker, installation.process(environment, WorkerMain.class, "run"));
        }
    }

    @AfterEach
    void stop() throws Exception {
        workers.values().forEach(WorkerProcess::close);
        installation.close();
        model.close();
    }

    /** Two workers, and the calls that had their answer when both were killed. */
    private record Killed(Set<String> workers, List<Call> answered) {
        /** A worker that lives receives what it is answered. */
        boolean received(Call call) {
            return workers.contains(call.by()) ? answered.contains(call) : call.fate() == Fate.ANSWERED;
        }

        /** Nobody is left who could receive its answer. */
        boolean lost(Call call) {
            return workers.contains(call.by()) && !answered.contains(call);
        }
    }

    /** Calls about one run, as they are on record, and their money. */
    private record OnRecord(long answered, long failed, long lost, long micros) {}

    private record Watched(long commits, long mostSpent, long mostHeld) {}

    @Test
    void theDayIsNeverOverspentAndTheRecordAgreesWithTheModelRunByRun() throws Exception {
        long began = System.nanoTime();
        Killed killed = submitAndKillTwoInTheMiddle();
        long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(20);
        while (installation.requests().size() < RUNS && System.nanoTime() < until) {
            java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
        Map<String, Long> why = installation.waiting().stream()
                .collect(Collectors.groupingBy(RunSummary::code, TreeMap::new, Collectors.counting()));
        Watched watched = watched();
        Costs.Row total = new PostgresCosts(installation.capabilities().database(), Currency.getInstance("EUR"))
                .costs(Installation.TENANT, Costs.By.DAY, null, 1)
                .get(0);
        long spent = budgets.standings(Installation.TENANT, 5).stream()
                .filter(each -> each.account().level() == Level.DAY)
                .mapToLong(Budgets.Standing::spent)
                .sum();
        long received = model.calls().stream().filter(killed::received).count();
        long lost = model.calls().stream().filter(killed::lost).count();
        System.out.printf(
                "%d runs, 4 workers, 2 killed, %d s: why they stopped %s%n"
                        + "the model read %d requests: %d answered to who received it, %d of those who were killed first%n"
                        + "on record: %d answered, %d failed, %d lost, of which %d were claimed and never sent%n"
                        + "day: limit %s, spent %s; at %d commits most spent %s, most spent and reserved %s%n",
                RUNS,
                seconds,
                why,
                model.calls().size(),
                received,
                lost,
                total.calls(),
                total.failed(),
                total.lost(),
                total.lost() - lost,
                Micros.text(LIMIT),
                Micros.text(spent),
                watched.commits(),
                Micros.text(watched.mostSpent()),
                Micros.text(watched.mostHeld()));

        assertThat(watched.commits()).isGreaterThanOrEqualTo(2 * total.calls());
        assertThat(watched.mostSpent()).isEqualTo(spent).isLessThanOrEqualTo(LIMIT);
        assertThat(watched.mostHeld()).isLessThanOrEqualTo(LIMIT);
        assertThat(spent).as("no room for one more call is left").isGreaterThan(LIMIT - MOST_OF_A_CALL);
        assertThat(why.keySet()).containsExactly("BUDGET_EXCEEDED", "HANDED_OVER");
        assertThat(why.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(RUNS);
        requireThatTheRecordIsTheModels(killed);
        assertThat(spent).isEqualTo(received * CountingModel.CHEAP_MICROS).isEqualTo(total.micros());
        assertThat(lost).as("calls that the kill met").isPositive();
        requireThatARaiseLetsARunGoOn();
    }

    /** At half of what the day has, and while the model keeps everybody waiting. */
    private Killed submitAndKillTwoInTheMiddle() throws Exception {
        Killed killed = new Killed(Set.of(), List.of());
        for (int run = 0; run < RUNS; run++) {
            String mark = "run-" + run;
            marks.put(installation.submitText("Minutes of meeting " + run + ". [mark " + mark + "]"), mark);
            if (run == RUNS / 4) {
                model.holdAll();
            }
            if (run == RUNS * 3 / 8) {
                Installation.await(
                        "calls are under way and nothing else is",
                        () -> model.calls(Fate.HELD).size() >= UNDER_WAY
                                && model.calls(Fate.READ).isEmpty()
                                && model.calls(Fate.ANSWERED).size() == answersOnRecord());
                killed = new Killed(busiestTwo(), model.calls(Fate.ANSWERED));
                killed.workers().forEach(worker -> workers.get(worker).kill());
                model.answerAll();
            }
        }
        return killed;
    }

    private Set<String> busiestTwo() {
        Map<String, Long> held =
                model.calls(Fate.HELD).stream().collect(Collectors.groupingBy(Call::by, Collectors.counting()));
        return workers.keySet().stream()
                .sorted(Comparator.comparing(worker -> -held.getOrDefault(worker, 0L)))
                .limit(2)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Each answer that somebody received is on record, once, under its own run; and nothing else is. */
    private void requireThatTheRecordIsTheModels(Killed killed) throws SQLException {
        Map<String, OnRecord> recorded = recorded();
        long neverSent = 0;
        List<String> differ = new ArrayList<>();
        for (Map.Entry<String, String> run : marks.entrySet()) {
            List<Call> calls = model.calls().stream()
                    .filter(call -> call.mark().equals(run.getValue()))
                    .toList();
            long received = count(calls, killed::received);
            long lost = count(calls, killed::lost);
            OnRecord record = recorded.getOrDefault(run.getKey(), new OnRecord(0, 0, 0, 0));
            long claimedOnly = record.lost() - lost;
            neverSent += claimedOnly;
            if (record.answered() != received
                    || record.micros() != received * CountingModel.CHEAP_MICROS
                    || record.failed() != calls.size() - received - lost
                    || claimedOnly < 0) {
                differ.add(run.getValue() + ": " + record + ", the model: " + received + " received, " + lost
                        + " lost, of " + calls.size());
            }
        }
        assertThat(differ).isEmpty();
        assertThat(neverSent)
                .as("a worker that is killed can have claimed a call and not sent it, at most one in each place")
                .isBetween(0L, 2L * AT_ONCE);
    }

    private static long count(List<Call> calls, Predicate<Call> which) {
        return calls.stream().filter(which).count();
    }

    private Map<String, OnRecord> recorded() throws SQLException {
        Map<String, OnRecord> recorded = new LinkedHashMap<>();
        try (Connection connection = installation.superuser();
                Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery("""
                        SELECT workflow_id, done + late, failed, begun - done - late - failed, coalesce(micros, 0) + late_micros
                        FROM (SELECT *, (state = 'DONE')::int AS done FROM model_call) call""")) {
            while (rows.next()) {
                OnRecord call = new OnRecord(rows.getLong(2), rows.getLong(3), rows.getLong(4), rows.getLong(5));
                assertThat(recorded.put(rows.getString(1), call))
                        .as("a run here asks one question")
                        .isNull();
            }
        }
        return recorded;
    }

    private long answersOnRecord() {
        try (Connection connection = installation.superuser();
                Statement sql = connection.createStatement();
                ResultSet count = sql.executeQuery("SELECT count(*) FROM model_call WHERE state = 'DONE'")) {
            count.next();
            return count.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Watched watched() throws SQLException {
        try (Connection connection = installation.superuser();
                Statement sql = connection.createStatement();
                ResultSet most = sql.executeQuery("SELECT count(*), max(spent), max(held) FROM held")) {
            most.next();
            return new Watched(most.getLong(1), most.getLong(2), most.getLong(3));
        }
    }

    private void requireThatARaiseLetsARunGoOn() {
        RunSummary stopped = installation.waiting().stream()
                .filter(run -> run.code().equals("BUDGET_EXCEEDED"))
                .findFirst()
                .orElseThrow();
        assertThat(stopped.why())
                .contains(
                        "the budget of day ", "Who has the role 'budgets' may raise it ('ratchet budgets raise day 20");
        Account day = budgets.standings(Installation.TENANT, 1).get(0).account();
        budgets.raise(Installation.TENANT, day, 10_000_000, "miriam.falk", "one more");
        int before = model.calls().size();
        installation.recheck(stopped.workflowId());
        assertThat(model.calls()).hasSize(before + 1);
    }
}
