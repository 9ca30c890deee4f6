package dev.ratchet.activities.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.database.TestDatabase;
import dev.ratchet.workflows.contract.TenantId;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** Many workers spend at once, some of them die, and somebody looks all the time. */
class ReservationsTest {
    private static final int WORKERS = 16;
    private static final int TURNS = 60;
    private static final Duration ALIVE = Duration.ofMinutes(5);
    private static final Duration DEAD = Duration.ofMillis(150);
    private static final Limits LIMITS =
            new Limits(900L, new TreeMap<>(Map.of("invoice", 4_000L, "access", 2_500L)), 7_000L, 3_500L);

    private final LongAdder settled = new LongAdder();
    private final LongAdder refused = new LongAdder();

    /** Two days at a month's end, so that the months differ too. */
    private static Spender spender(Random random) {
        return new Spender(
                TenantId.DEFAULT,
                "run " + random.nextInt(6),
                random.nextBoolean() ? "invoice" : "access",
                LocalDate.of(2026, 11, 30).plusDays(random.nextInt(2)));
    }

    /** Every account, as one snapshot has it. A raise is out of the game here. */
    private static final String MOST = """
            SELECT coalesce(max(over), 0) FROM (
                SELECT spent + (SELECT coalesce(sum(micros), 0) FROM budget_reservation o
                    WHERE o.tenant = b.tenant AND o.expires_at > now()
                        AND CASE b.level WHEN 'RUN' THEN o.run = b.key WHEN 'AGENT' THEN o.agent || ' ' || o.month = b.key
                            WHEN 'TENANT' THEN o.month = b.key ELSE o.day = b.key END)
                    - CASE WHEN level = 'RUN' THEN 900 WHEN level = 'TENANT' THEN 7000 WHEN level = 'DAY' THEN 3500
                        WHEN key LIKE 'invoice%' THEN 4000 ELSE 2500 END AS over
                FROM budget b) account""";

    @Test
    void noLevelEverHoldsMoreThanItsLimitAndNobodyIsDeadlocked() throws Exception {
        try (TestDatabase test = new TestDatabase()) {
            Jdbi jdbi = test.database().jdbi();
            ExecutorService workers = Executors.newFixedThreadPool(WORKERS + 1);
            AtomicBoolean over = new AtomicBoolean();
            try {
                Future<Long> looking = workers.submit(() -> look(jdbi, over));
                List<Callable<Void>> all = new ArrayList<>();
                for (int worker = 0; worker < WORKERS; worker++) {
                    int seed = worker;
                    all.add(() -> work(jdbi, new Random(seed), seed));
                }
                for (Future<Void> done : workers.invokeAll(all)) {
                    done.get();
                }
                over.set(true);
                assertThat(looking.get()).as("looks").isGreaterThan(5);
            } finally {
                over.set(true);
                workers.shutdownNow();
            }
            long spent = jdbi.withHandle(
                    handle -> handle.createQuery("SELECT sum(spent)::bigint FROM budget WHERE level = 'DAY'")
                            .mapTo(Long.class)
                            .one());
            assertThat(spent).isEqualTo(settled.sum());
            assertThat(settled.sum()).isGreaterThan(3_500);
            assertThat(refused.sum()).as("the limits were reached").isPositive();
            for (String level : List.of("RUN", "AGENT", "TENANT")) {
                assertThat(jdbi.<Long, RuntimeException>withHandle(handle -> handle.createQuery(
                                        "SELECT sum(spent)::bigint FROM budget WHERE level = :level")
                                .bind("level", level)
                                .mapTo(Long.class)
                                .one()))
                        .as(level)
                        .isEqualTo(spent);
            }
        }
    }

    private static long look(Jdbi jdbi, AtomicBoolean over) {
        long looks = 0;
        while (!over.get()) {
            long most = jdbi.withHandle(
                    handle -> handle.createQuery(MOST).mapTo(Long.class).one());
            assertThat(most).as("most above a limit").isLessThanOrEqualTo(0);
            looks++;
        }
        return looks;
    }

    private Void work(Jdbi jdbi, Random random, int worker) {
        for (int turn = 0; turn < TURNS; turn++) {
            Spender spender = spender(random);
            String id = worker + "/" + turn;
            long most = 1L + random.nextInt(120);
            int fate = random.nextInt(10);
            boolean dies = fate == 0;
            boolean reserved = reserve(jdbi, spender, id, most, dies ? DEAD : ALIVE);
            if (!reserved) {
                refused.increment();
            } else if (fate > 2) {
                long micros = random.nextInt((int) most + 1);
                jdbi.useTransaction(handle -> {
                    Reservations.release(handle, spender, id);
                    Reservations.settle(handle, spender, micros);
                });
                settled.add(micros);
            } else if (!dies) {
                jdbi.useTransaction(handle -> Reservations.release(handle, spender, id));
            }
        }
        return null;
    }

    private static boolean reserve(Jdbi jdbi, Spender spender, String id, long most, Duration lease) {
        try {
            jdbi.useTransaction(handle -> {
                if (Reservations.reserve(handle, spender, LIMITS, id, most, lease)
                        .isPresent()) {
                    throw new RolledBack();
                }
            });
            return true;
        } catch (RolledBack e) {
            return false;
        }
    }

    private static final class RolledBack extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
