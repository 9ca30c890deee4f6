package dev.ratchet.activities.standing;

import dev.ratchet.activities.database.Database;
import dev.ratchet.workflows.contract.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Read from PostgreSQL: three statements, each by an index, whatever the number of runs and entries. */
public final class PostgresStandings {
    /** How many of the latest entries are held against the record of their runs. 'ledger verify' holds all of them. */
    public static final int ENTRIES = 1_000;

    private static final String WAITING = """
            SELECT agent, role, reason, count(*) AS runs, extract(epoch FROM clock_timestamp() - min(opened_at)) AS oldest
            FROM (
                SELECT agent, role, opened_at, CASE
                    WHEN request #>> '{run,code}' LIKE 'BUDGET%' THEN 'BUDGET'
                    WHEN request #>> '{run,code}' LIKE 'MODEL%' THEN 'MODEL'
                    WHEN intent IS NULL THEN 'MEND'
                    ELSE 'CONSENT' END AS reason
                FROM approval_request WHERE tenant = :tenant) AS open
            GROUP BY agent, role, reason ORDER BY agent, role, reason""";

    private static final String UNRECORDED = """
            SELECT coalesce(extract(epoch FROM clock_timestamp() - min(e.posted_at)), 0)
            FROM (SELECT * FROM entry WHERE tenant = :tenant ORDER BY number DESC LIMIT :entries) AS e
            LEFT JOIN run r ON r.tenant = e.tenant AND r.workflow_id = e.workflow_id AND r.run_id = e.run_id
            WHERE r.changed_at IS NULL OR r.changed_at < e.posted_at""";

    private static final String BOOKS = """
            SELECT coalesce((SELECT number FROM chain_head WHERE tenant = :tenant), 0) AS entries,
                coalesce(extract(epoch FROM clock_timestamp() - greatest(
                    (SELECT posted_at FROM entry WHERE tenant = :tenant AND number = 1),
                    (SELECT max(began_at) FROM verification WHERE tenant = :tenant AND discrepancies = 0))), 0) AS unverified,
                coalesce((SELECT discrepancies FROM verification WHERE tenant = :tenant
                    ORDER BY number DESC LIMIT 1), 0) AS discrepancies""";

    private final Database database;

    public PostgresStandings(Database database) {
        this.database = database;
    }

    public Standing of(TenantId tenant) {
        return database.snapshot(
                handle -> new Standing(waiting(handle, tenant), unrecorded(handle, tenant), books(handle, tenant)));
    }

    private static List<Standing.Waiting> waiting(Handle handle, TenantId tenant) {
        try (Query query = query(handle, WAITING, tenant)) {
            return query.map((row, context) -> new Standing.Waiting(
                            row.getString("agent"),
                            row.getString("role"),
                            Standing.Reason.valueOf(row.getString("reason")),
                            row.getLong("runs"),
                            seconds(row, "oldest")))
                    .list();
        }
    }

    private static Duration unrecorded(Handle handle, TenantId tenant) {
        try (Query query = query(handle, UNRECORDED, tenant)) {
            return Duration.ofMillis(Math.round(
                    1_000 * query.bind("entries", ENTRIES).mapTo(Double.class).one()));
        }
    }

    private static Standing.Books books(Handle handle, TenantId tenant) {
        try (Query query = query(handle, BOOKS, tenant)) {
            return query.map((row, context) -> new Standing.Books(
                            row.getLong("entries"),
                            row.getLong("entries") == 0 ? Duration.ZERO : seconds(row, "unverified"),
                            row.getLong("discrepancies")))
                    .one();
        }
    }

    private static Query query(Handle handle, String sql, TenantId tenant) {
        return handle.createQuery(sql).bind("tenant", tenant.value());
    }

    private static Duration seconds(ResultSet row, String column) throws SQLException {
        return Duration.ofMillis(Math.round(1_000 * row.getDouble(column)));
    }
}
