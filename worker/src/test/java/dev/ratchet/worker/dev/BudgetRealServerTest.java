package dev.ratchet.worker.dev;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.Needs;
import dev.ratchet.activities.budget.Account;
import dev.ratchet.activities.budget.Budgets;
import dev.ratchet.activities.budget.Level;
import dev.ratchet.activities.budget.PostgresBudgets;
import dev.ratchet.activities.calls.Costs;
import dev.ratchet.activities.calls.PostgresCosts;
import dev.ratchet.worker.WorkerMain;
import dev.ratchet.workflows.contract.Micros;
import dev.ratchet.workflows.contract.record.RunSummary;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many runs on several worker processes want twice what the day has; two of the workers are killed. */
@Tag("slow")
@Timeout(value = 1_800, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BudgetRealServerTest {
    private static final int RUNS = Integer.getInteger("ratchet.budget.runs", 1_000);

    /** Calls that wait for the kill; as many as the rest of the day can hold by then, and enough to meet both workers. */
    private static final int UNDER_WAY = Math.max(1, RUNS / 200);

    /** What all runs want is twice this. */
    private static final long LIMIT = RUNS * CountingModel.CHEAP_MICROS / 2;

    /** A call is reserved at less than this: 4,000 tokens out, and a byte of the prompt for a token in. */
    private static final long MOST_OF_A_CALL = 600_000;

    @TempDir
    Path folder;

    /** Day budget by what is spent and reserved, in one snapshot. */
    private static final String HELD = """
            SELECT spent, (SELECT coalesce(sum(micros), 0)::bigint FROM budget_reservation o
                WHERE o.tenant = b.tenant AND o.day = b.key AND o.expires_at > now())
            FROM budget b WHERE level = 'DAY'""";

    private record Watched(long looks, long mostSpent, long mostHeld) {}

    private static Watched watch(Connection connection, AtomicBoolean over) {
        long looks = 0;
        long mostSpent = 0;
        long mostHeld = 0;
        try (connection;
                Statement sql = connection.createStatement()) {
            while (!over.get()) {
                try (ResultSet days = sql.executeQuery(HELD)) {
                    while (days.next()) {
                        mostSpent = Math.max(mostSpent, days.getLong(1));
                        mostHeld = Math.max(mostHeld, days.getLong(1) + days.getLong(2));
                    }
                }
                looks++;
                java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new Watched(looks, mostSpent, mostHeld);
    }

    @Test
    void theDayIsNeverOverspentAndEveryRunSaysWhyItStopped() throws Exception {
        Path limits = Files.writeString(folder.resolve("budgets.yaml"), "day: " + Micros.text(LIMIT) + "\n");
        AtomicBoolean over = new AtomicBoolean();
        List<WorkerProcess> workers = new ArrayList<>();
        try (CountingModel model = CountingModel.start();
                Installation installation = Installation.start(
                        folder.resolve("installation"),
                        false,
                        Map.of("TEMPORAL_CLI", Needs.temporalCli().toString()))) {
            Map<String, String> environment = new TreeMap<>(model.environment());
            environment.putAll(CountingModel.CHEAP);
            environment.put("RATCHET_BUDGETS", limits.toString());
            environment.put("RATCHET_ACTIVITIES_AT_ONCE", "8");
            environment.put("RATCHET_DB_CONNECTIONS", "12");
            CompletableFuture<Watched> watched =
                    CompletableFuture.supplyAsync(() -> watch(connect(installation), over));
            try {
                for (int worker = 0; worker < 4; worker++) {
                    workers.add(installation.process(environment, WorkerMain.class, "run"));
                }
                long began = System.nanoTime();
                for (int run = 0; run < RUNS; run++) {
                    installation.submitText("Minutes of meeting " + run + ". [mark run-" + run + "]");
                    if (run == RUNS / 4) {
                        model.holdAll();
                    }
                    if (run == RUNS * 3 / 8) {
                        Installation.await("calls are under way", () -> model.held() >= UNDER_WAY);
                        workers.get(0).kill();
                        workers.get(1).kill();
                        model.answerAll();
                    }
                }
                long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(20);
                while (installation.requests().size() < RUNS && System.nanoTime() < until) {
                    java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
                }
                long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
                Map<String, Long> why = installation.waiting().stream()
                        .collect(Collectors.groupingBy(RunSummary::code, TreeMap::new, Collectors.counting()));
                over.set(true);
                Watched seen = watched.join();
                Costs.Row total = new PostgresCosts(installation.capabilities().database())
                        .costs(Installation.TENANT, Costs.By.DAY, null, 1)
                        .get(0);
                Budgets budgets =
                        new PostgresBudgets(installation.capabilities().database());
                long spent = budgets.standings(Installation.TENANT, 5).stream()
                        .filter(each -> each.account().level() == Level.DAY)
                        .mapToLong(Budgets.Standing::spent)
                        .sum();
                System.out.printf(
                        "%d runs, 4 workers, 2 killed, %d s: why they stopped %s%n"
                                + "the model was asked %d times: %d answers on record, %d failed, %d lost to the kill%n"
                                + "day: limit %s, spent %s, most spent and reserved in %d looks %s%n",
                        RUNS,
                        seconds,
                        why,
                        model.asked(),
                        total.calls(),
                        total.failed(),
                        total.lost(),
                        Micros.text(LIMIT),
                        Micros.text(spent),
                        seen.looks(),
                        Micros.text(seen.mostHeld()));
                assertThat(seen.looks()).isGreaterThan(50);
                assertThat(seen.mostHeld()).isLessThanOrEqualTo(LIMIT);
                assertThat(why.values().stream().mapToLong(Long::longValue).sum())
                        .isEqualTo(RUNS);
                assertThat(why.keySet()).containsExactly("BUDGET_EXCEEDED", "HANDED_OVER");
                assertThat(spent)
                        .isEqualTo(total.calls() * CountingModel.CHEAP_MICROS)
                        .isEqualTo(total.micros());
                assertThat(spent).as("no room for one more call is left").isGreaterThan(LIMIT - MOST_OF_A_CALL);
                assertThat((long) model.asked()).isEqualTo(total.calls() + total.failed() + total.lost());
                assertThat(total.lost()).as("calls that the kill met").isBetween(RUNS < 1_000 ? 0L : 1L, (long) RUNS);
                requireThatARaiseLetsARunGoOn(installation, budgets, model);
            } finally {
                over.set(true);
                workers.forEach(WorkerProcess::close);
            }
        }
    }

    private static Connection connect(Installation installation) {
        try {
            return installation.superuser();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void requireThatARaiseLetsARunGoOn(Installation installation, Budgets budgets, CountingModel model)
            throws Exception {
        RunSummary stopped = installation.waiting().stream()
                .filter(run -> run.code().equals("BUDGET_EXCEEDED"))
                .findFirst()
                .orElseThrow();
        assertThat(stopped.why()).contains("the budget of day ", "Raise it");
        Account day = budgets.standings(Installation.TENANT, 1).get(0).account();
        budgets.raise(Installation.TENANT, day, 10_000_000, "miriam.falk", "one more");
        int before = model.asked();
        installation.recheck(stopped.workflowId());
        assertThat(model.asked()).isEqualTo(before + 1);
    }
}
