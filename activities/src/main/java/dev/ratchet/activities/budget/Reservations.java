package dev.ratchet.activities.budget;

import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Reserves, settles and releases inside the caller's transaction.
 *
 * <p>No level's limit is exceeded by what is spent and reserved together: whoever reserves holds the rows of all four levels
 * until it commits, so two never see the same room. There is no deadlock: everybody takes the rows in the order of
 * {@link Level}, and rows that are missing are inserted, in that order too, before the first one is locked.
 */
public final class Reservations {
    private Reservations() {}

    /** The day whose budget pays now: of UTC, by the database's clock. */
    public static LocalDate today(Handle handle) {
        return handle.createQuery("SELECT (clock_timestamp() AT TIME ZONE 'UTC')::date")
                .mapTo(LocalDate.class)
                .one();
    }

    /**
     * @param id of the reservation; one that is left under it is replaced
     * @param micros most that will be settled, 0 or more
     * @param lease after which it counts no more unless it is renewed
     * @return why not; the caller rolls back then. Empty when it is reserved
     */
    public static Optional<Exceeded> reserve(
            Handle handle, Spender spender, Limits limits, String id, long micros, Duration lease) {
        open(handle, spender);
        Map<Level, Long> spent = lock(handle, spender);
        release(handle, spender, id);
        Map<Level, Long> raised = raised(handle, spender);
        Map<Level, Long> reserved = reserved(handle, spender);
        for (Account account : spender.accounts()) {
            @Nullable Long limit = limits.of(account.level(), spender.agent());
            if (limit != null) {
                Exceeded state = new Exceeded(
                        account,
                        limit + of(raised, account),
                        of(spent, account),
                        of(reserved, account),
                        micros,
                        limits.over());
                if (state.spent() + state.reserved() + micros > state.allowed()) {
                    return Optional.of(state);
                }
            }
        }
        remember(handle, spender, limits);
        handle.createUpdate("""
                        INSERT INTO budget_reservation (tenant, id, run, agent, month, day, micros, expires_at)
                        VALUES (:tenant, :id, :run, :agent, :month, :day, :micros, clock_timestamp() + :lease * interval '1 millisecond')""")
                .bind("tenant", spender.tenant().value())
                .bind("id", id)
                .bind("run", spender.run())
                .bind("agent", spender.agent())
                .bind("month", spender.month())
                .bind("day", spender.day().toString())
                .bind("micros", micros)
                .bind("lease", lease.toMillis())
                .execute();
        return Optional.empty();
    }

    private static long of(Map<Level, Long> amounts, Account account) {
        return amounts.getOrDefault(account.level(), 0L);
    }

    /** It counts for this long again, from now; one whose lease was over stays over. */
    public static void renew(Handle handle, Spender spender, String id, Duration lease) {
        handle.createUpdate("""
                        UPDATE budget_reservation SET expires_at = clock_timestamp() + :lease * interval '1 millisecond'
                        WHERE tenant = :tenant AND id = :id AND expires_at > clock_timestamp()""")
                .bind("tenant", spender.tenant().value())
                .bind("id", id)
                .bind("lease", lease.toMillis())
                .execute();
    }

    /** Nothing was spent. */
    public static void release(Handle handle, Spender spender, String id) {
        handle.createUpdate("DELETE FROM budget_reservation WHERE tenant = :tenant AND id = :id")
                .bind("tenant", spender.tenant().value())
                .bind("id", id)
                .execute();
    }

    /**
     * Books what was spent, whatever the limits say: it is paid.
     *
     * @param spender as at the reservation: what is begun in one month is spent in that month
     */
    public static void settle(Handle handle, Spender spender, long micros) {
        open(handle, spender);
        lock(handle, spender);
        handle.createUpdate("""
                        UPDATE budget SET spent = spent + :micros
                        WHERE tenant = :tenant AND (level, key) IN (SELECT * FROM unnest(:levels, :keys))""")
                .bind("tenant", spender.tenant().value())
                .bindArray("levels", String.class, levels(spender))
                .bindArray("keys", String.class, keys(spender))
                .bind("micros", micros)
                .execute();
    }

    private static void open(Handle handle, Spender spender) {
        handle.createUpdate("""
                        INSERT INTO budget (tenant, level, key)
                        SELECT :tenant, level, key
                        FROM unnest(:levels, :keys) WITH ORDINALITY AS account(level, key, place) ORDER BY place
                        ON CONFLICT DO NOTHING""")
                .bind("tenant", spender.tenant().value())
                .bindArray("levels", String.class, levels(spender))
                .bindArray("keys", String.class, keys(spender))
                .execute();
    }

    /** Rows are sorted first and locked in that order; each comes as it is when it is locked (PostgreSQL manual, SELECT). */
    private static Map<Level, Long> lock(Handle handle, Spender spender) {
        Map<Level, Long> spent = new HashMap<>();
        handle.createQuery("""
                        SELECT level, spent FROM budget
                        WHERE tenant = :tenant AND (level, key) IN (SELECT * FROM unnest(:levels, :keys))
                        ORDER BY array_position(:levels, level) FOR UPDATE""")
                .bind("tenant", spender.tenant().value())
                .bindArray("levels", String.class, levels(spender))
                .bindArray("keys", String.class, keys(spender))
                .map((row, context) -> spent.put(Level.valueOf(row.getString(1)), row.getLong(2)))
                .list();
        return spent;
    }

    private static Map<Level, Long> raised(Handle handle, Spender spender) {
        Map<Level, Long> raised = new HashMap<>();
        handle.createQuery("""
                        SELECT level, sum(micros) FROM budget_raise
                        WHERE tenant = :tenant AND (level, key) IN (SELECT * FROM unnest(:levels, :keys))
                        GROUP BY level""")
                .bind("tenant", spender.tenant().value())
                .bindArray("levels", String.class, levels(spender))
                .bindArray("keys", String.class, keys(spender))
                .map((row, context) -> raised.put(Level.valueOf(row.getString(1)), row.getLong(2)))
                .list();
        return raised;
    }

    /** In a statement of its own: one that waited for the rows would still see what was reserved before it waited. */
    private static Map<Level, Long> reserved(Handle handle, Spender spender) {
        return handle.createQuery("""
                        SELECT coalesce(sum(micros) FILTER (WHERE run = :run), 0),
                            coalesce(sum(micros) FILTER (WHERE agent = :agent AND month = :month), 0),
                            coalesce(sum(micros) FILTER (WHERE month = :month), 0),
                            coalesce(sum(micros) FILTER (WHERE day = :day), 0)
                        FROM budget_reservation WHERE tenant = :tenant AND expires_at > clock_timestamp()""")
                .bind("tenant", spender.tenant().value())
                .bind("run", spender.run())
                .bind("agent", spender.agent())
                .bind("month", spender.month())
                .bind("day", spender.day().toString())
                .map((row, context) -> Map.of(
                        Level.RUN, row.getLong(1),
                        Level.AGENT, row.getLong(2),
                        Level.TENANT, row.getLong(3),
                        Level.DAY, row.getLong(4)))
                .one();
    }

    private static void remember(Handle handle, Spender spender, Limits limits) {
        handle.createUpdate("""
                        UPDATE budget SET allowed = now.allowed
                        FROM unnest(:levels, :keys, :limits) AS now(level, key, allowed)
                        WHERE tenant = :tenant AND budget.level = now.level AND budget.key = now.key
                            AND budget.allowed IS DISTINCT FROM now.allowed""")
                .bind("tenant", spender.tenant().value())
                .bindArray("levels", String.class, levels(spender))
                .bindArray("keys", String.class, keys(spender))
                .bindArray(
                        "limits",
                        Long.class,
                        spender.accounts().stream()
                                .map(account -> limits.of(account.level(), spender.agent()))
                                .toArray())
                .execute();
    }

    private static List<String> levels(Spender spender) {
        return spender.accounts().stream()
                .map(account -> account.level().name())
                .toList();
    }

    private static List<String> keys(Spender spender) {
        return spender.accounts().stream().map(Account::key).toList();
    }
}
