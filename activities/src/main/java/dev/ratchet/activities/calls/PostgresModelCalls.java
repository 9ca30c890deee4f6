package dev.ratchet.activities.calls;

import dev.ratchet.activities.budget.Exceeded;
import dev.ratchet.activities.budget.Limits;
import dev.ratchet.activities.budget.Reservations;
import dev.ratchet.activities.budget.Spender;
import dev.ratchet.activities.database.Database;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.ModelActivities.Usage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Calls as rows. The row of a call is locked before those of its budgets, by everybody, so there is no deadlock. Leases and days
 * are by the database's clock.
 */
public final class PostgresModelCalls implements ModelCalls {
    private final Jdbi jdbi;
    private final Supplier<Limits> limits;
    private final Function<Handle, LocalDate> today;

    public PostgresModelCalls(Database database, Supplier<Limits> limits) {
        this(database, limits, Reservations::today);
    }

    /** @param today says the day whose budget pays */
    PostgresModelCalls(Database database, Supplier<Limits> limits, Function<Handle, LocalDate> today) {
        this.jdbi = database.jdbi();
        this.limits = limits;
        this.today = today;
    }

    @Override
    public Claim claim(CallRequest request, Digest asked, Duration lease) {
        try {
            return jdbi.inTransaction(handle -> {
                Mine mine = new Mine(UUID.randomUUID().toString(), today.apply(handle));
                if (!inserted(handle, request, asked, mine, lease)) {
                    Row row = locked(handle, request);
                    if (row.answer().isPresent()) {
                        return new Answered(row.answer().get());
                    }
                    if (row.open() && !row.left().isNegative() && !row.left().isZero()) {
                        return new Busy(row.left());
                    }
                    take(handle, request, mine, lease);
                }
                Optional<Exceeded> exceeded = Reservations.reserve(
                        handle,
                        spender(request, mine),
                        limits.get(),
                        request.digest().hex(),
                        request.mostMicros(),
                        lease);
                if (exceeded.isPresent()) {
                    throw new RolledBack(exceeded.get());
                }
                return mine;
            });
        } catch (RolledBack e) {
            return new TooDear(e.exceeded);
        }
    }

    /** Takes the claim back with everything that was written. */
    private static final class RolledBack extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Exceeded exceeded;

        RolledBack(Exceeded exceeded) {
            super(null, null, false, false);
            this.exceeded = exceeded;
        }
    }

    private static Spender spender(CallRequest request, Mine mine) {
        return new Spender(request.tenant(), request.run().workflowId(), request.agent(), mine.day());
    }

    private static boolean inserted(Handle handle, CallRequest request, Digest asked, Mine mine, Duration lease) {
        return of(request, handle.createUpdate("""
                                INSERT INTO model_call (tenant, request, workflow_id, run_id, agent, asked, state, holder,
                                    lease_until, reserved, day)
                                VALUES (:tenant, :request, :workflow, :run, :agent, :asked, 'OPEN', :holder,
                                    clock_timestamp() + :lease * interval '1 millisecond', :reserved, :day)
                                ON CONFLICT DO NOTHING"""))
                        .bind("workflow", request.run().workflowId())
                        .bind("run", request.run().runId())
                        .bind("agent", request.agent())
                        .bind("asked", asked.hex())
                        .bind("holder", mine.holder())
                        .bind("lease", lease.toMillis())
                        .bind("reserved", request.mostMicros())
                        .bind("day", mine.day())
                        .execute()
                == 1;
    }

    private record Row(boolean open, String holder, Duration left, Optional<Recorded> answer) {}

    private static Row locked(Handle handle, CallRequest request) {
        return of(request, handle.createQuery("""
                        SELECT *, (extract(epoch FROM lease_until - clock_timestamp()) * 1000)::bigint AS left_millis
                        FROM model_call WHERE tenant = :tenant AND request = :request FOR UPDATE"""))
                .map((row, context) -> new Row(
                        row.getString("state").equals("OPEN"),
                        row.getString("holder"),
                        Duration.ofMillis(row.getLong("left_millis")),
                        row.getString("state").equals("DONE") ? Optional.of(recorded(row)) : Optional.empty()))
                .one();
    }

    private static Recorded recorded(ResultSet row) throws SQLException {
        return new Recorded(
                CallAnswer.Ending.valueOf(row.getString("ending")),
                new Digest(row.getString("completion")),
                new Usage(
                        row.getString("model_id"),
                        row.getString("model"),
                        row.getLong("input_tokens"),
                        row.getLong("cached_tokens"),
                        row.getLong("output_tokens"),
                        row.getLong("micros")),
                CallAnswer.Cost.valueOf(row.getString("cost")));
    }

    /** From nobody, or from a worker that is taken for dead. */
    private static void take(Handle handle, CallRequest request, Mine mine, Duration lease) {
        of(request, handle.createUpdate("""
                        UPDATE model_call SET state = 'OPEN', begun = begun + 1, holder = :holder, day = :day,
                            lease_until = clock_timestamp() + :lease * interval '1 millisecond', reserved = :reserved
                        WHERE tenant = :tenant AND request = :request"""))
                .bind("holder", mine.holder())
                .bind("lease", lease.toMillis())
                .bind("reserved", request.mostMicros())
                .bind("day", mine.day())
                .execute();
    }

    @Override
    public void renew(CallRequest request, Mine mine, Duration lease) {
        jdbi.useTransaction(handle -> {
            int mineStill = of(request, handle.createUpdate("""
                            UPDATE model_call SET lease_until = clock_timestamp() + :lease * interval '1 millisecond'
                            WHERE tenant = :tenant AND request = :request AND state = 'OPEN' AND holder = :holder
                                AND lease_until > clock_timestamp()"""))
                    .bind("holder", mine.holder())
                    .bind("lease", lease.toMillis())
                    .execute();
            if (mineStill == 1) {
                Reservations.renew(
                        handle, spender(request, mine), request.digest().hex(), lease);
            }
        });
    }

    @Override
    public Recorded complete(CallRequest request, Mine mine, Recorded answer) {
        return jdbi.inTransaction(handle -> {
            Row row = locked(handle, request);
            if (row.answer().isEmpty()) {
                done(handle, request, mine, answer);
            } else {
                late(handle, request, answer);
            }
            if (row.holder().equals(mine.holder())) {
                Reservations.release(
                        handle, spender(request, mine), request.digest().hex());
            }
            Reservations.settle(handle, spender(request, mine), answer.usage().micros());
            return row.answer().orElse(answer);
        });
    }

    private static void done(Handle handle, CallRequest request, Mine mine, Recorded answer) {
        of(request, handle.createUpdate("""
                        UPDATE model_call SET state = 'DONE', day = :day, ending = :ending, completion = :completion,
                            model_id = :id, model = :model, input_tokens = :input, cached_tokens = :cached,
                            output_tokens = :output, micros = :micros, cost = :cost,
                            done_at = clock_timestamp()
                        WHERE tenant = :tenant AND request = :request"""))
                .bind("day", mine.day())
                .bind("ending", answer.ending().name())
                .bind("completion", answer.completion().hex())
                .bind("id", answer.usage().id())
                .bind("model", answer.usage().model())
                .bind("input", answer.usage().inputTokens())
                .bind("cached", answer.usage().cachedTokens())
                .bind("output", answer.usage().outputTokens())
                .bind("micros", answer.usage().micros())
                .bind("cost", answer.cost().name())
                .execute();
    }

    private static void late(Handle handle, CallRequest request, Recorded answer) {
        of(request, handle.createUpdate("""
                        UPDATE model_call SET late = late + 1, late_micros = late_micros + :micros
                        WHERE tenant = :tenant AND request = :request"""))
                .bind("micros", answer.usage().micros())
                .execute();
    }

    @Override
    public void notCalled(CallRequest request, Mine mine) {
        jdbi.useHandle(handle -> of(request, handle.createUpdate("""
                                UPDATE model_call SET begun = begun - 1
                                WHERE tenant = :tenant AND request = :request AND state = 'OPEN' AND holder = :holder"""))
                .bind("holder", mine.holder())
                .execute());
    }

    @Override
    public void withdraw(CallRequest request, Mine mine) {
        jdbi.useTransaction(handle -> {
            int mineStill = of(request, handle.createUpdate("""
                            UPDATE model_call SET begun = begun - 1, state = 'FREE'
                            WHERE tenant = :tenant AND request = :request AND state = 'OPEN' AND holder = :holder"""))
                    .bind("holder", mine.holder())
                    .execute();
            if (mineStill == 1) {
                Reservations.release(
                        handle, spender(request, mine), request.digest().hex());
            }
        });
    }

    @Override
    public void release(CallRequest request, Mine mine) {
        jdbi.useTransaction(handle -> {
            int mineStill = of(request, handle.createUpdate("""
                            UPDATE model_call SET failed = failed + 1, state = CASE state WHEN 'OPEN' THEN 'FREE' ELSE state END
                            WHERE tenant = :tenant AND request = :request AND state <> 'FREE' AND holder = :holder"""))
                    .bind("holder", mine.holder())
                    .execute();
            if (mineStill == 1) {
                Reservations.release(
                        handle, spender(request, mine), request.digest().hex());
            }
        });
    }

    private static <S extends SqlStatement<S>> S of(CallRequest request, S statement) {
        return statement
                .bind("tenant", request.tenant().value())
                .bind("request", request.digest().hex());
    }
}
