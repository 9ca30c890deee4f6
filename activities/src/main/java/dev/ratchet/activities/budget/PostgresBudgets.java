package dev.ratchet.activities.budget;

import dev.ratchet.activities.database.Database;
import dev.ratchet.workflows.contract.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Budgets as rows. */
public final class PostgresBudgets implements Budgets {
    private final Jdbi jdbi;

    public PostgresBudgets(Database database) {
        this.jdbi = database.jdbi();
    }

    @Override
    public List<Standing> standings(TenantId tenant, int most) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        WITH placed AS (
                            SELECT *, row_number() OVER (PARTITION BY level ORDER BY
                                CASE level WHEN 'RUN' THEN '' WHEN 'AGENT' THEN right(key, 7) ELSE key END DESC,
                                spent DESC, key) AS place
                            FROM budget WHERE tenant = :tenant)
                        SELECT level, key, allowed, spent,
                            (SELECT coalesce(sum(micros), 0) FROM budget_raise r
                                WHERE (r.tenant, r.level, r.key) = (b.tenant, b.level, b.key)) AS raised,
                            (SELECT coalesce(sum(micros), 0) FROM budget_reservation o
                                WHERE o.tenant = b.tenant AND o.expires_at > clock_timestamp()
                                    AND b.key = CASE b.level WHEN 'RUN' THEN o.run WHEN 'AGENT' THEN o.agent || ' ' || o.month
                                        WHEN 'TENANT' THEN o.month ELSE o.day END) AS reserved
                        FROM placed b WHERE place <= :most
                        ORDER BY array_position(ARRAY['DAY', 'TENANT', 'AGENT', 'RUN'], level), place""")
                .bind("tenant", tenant.value())
                .bind("most", most)
                .map((row, context) -> new Standing(
                        account(row),
                        row.getObject("allowed", Long.class),
                        row.getLong("raised"),
                        row.getLong("spent"),
                        row.getLong("reserved")))
                .list());
    }

    private static Account account(ResultSet row) throws SQLException {
        return new Account(Level.valueOf(row.getString("level")), row.getString("key"));
    }

    @Override
    public void raise(TenantId tenant, Account account, long micros, String person, String why) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        INSERT INTO budget_raise (tenant, level, key, micros, person, why)
                        VALUES (:tenant, :level, :key, :micros, :person, :why)""")
                .bind("tenant", tenant.value())
                .bind("level", account.level().name())
                .bind("key", account.key())
                .bind("micros", micros)
                .bind("person", person)
                .bind("why", why)
                .execute());
    }

    @Override
    public List<Raise> raises(TenantId tenant, int most) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT level, key, micros, person, why, at FROM budget_raise
                        WHERE tenant = :tenant ORDER BY at DESC, number DESC LIMIT :most""")
                .bind("tenant", tenant.value())
                .bind("most", most)
                .map((row, context) -> new Raise(
                        account(row),
                        row.getLong("micros"),
                        row.getString("person"),
                        row.getString("why"),
                        row.getObject("at", OffsetDateTime.class).toInstant()))
                .list());
    }
}
