package dev.ratchet.activities.calls;

import dev.ratchet.activities.database.Database;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Added up by the database, from one snapshot. */
public final class PostgresCosts implements Costs {
    private final Database database;
    private final Currency currency;

    /** @param currency in which prices and budgets of this installation are */
    public PostgresCosts(Database database, Currency currency) {
        this.database = database;
        this.currency = currency;
    }

    @Override
    public Currency currency() {
        return currency;
    }

    /** What the answered calls of a run cost, in millionths of the currency; 0 when there were none. */
    public long ofRun(TenantId tenant, RunRef run) {
        return database.snapshot(handle -> handle.createQuery("""
                        SELECT coalesce(sum(coalesce(micros, 0) + late_micros), 0) FROM model_call
                        WHERE tenant = :tenant AND run_id = :run AND workflow_id = :workflow""")
                .bind("tenant", tenant.value())
                .bind("run", run.runId())
                .bind("workflow", run.workflowId())
                .mapTo(Long.class)
                .one());
    }

    /** The day is that whose budget paid. */
    @Override
    public List<Row> costs(TenantId tenant, By by, @Nullable LocalDate since, int most) {
        String key = switch (by) {
            case RUN -> "c.workflow_id";
            case AGENT -> "c.agent";
            case MODEL -> "coalesce(c.model_id, '-')";
            case DAY -> "c.day::text";
        };
        String order = by == By.DAY ? "key DESC" : "micros DESC, key";
        return database.snapshot(handle -> handle.createQuery("""
                        WITH call AS (
                            SELECT c.*, (c.state = 'DONE')::int AS done,
                                begun - failed - late - (c.state = 'DONE')::int
                                    - (c.state = 'OPEN' AND lease_until > clock_timestamp())::int AS lost,
                                r.summary::json ->> 'status' IN ('DONE', 'DUPLICATE', 'REFUSED') AS resolved
                            FROM model_call c LEFT JOIN run r USING (tenant, workflow_id, run_id)
                            WHERE c.tenant = :tenant AND begun > 0 AND (:since::date IS NULL OR day >= :since::date))
                        SELECT %s AS key, sum(done + late) AS calls, sum(failed) AS failed, sum(lost) AS lost,
                            sum(lost * reserved) AS lost_micros, coalesce(sum(input_tokens), 0) AS input,
                            coalesce(sum(cached_tokens), 0) AS cached,
                            coalesce(sum(output_tokens), 0) AS output, sum(coalesce(micros, 0) + late_micros) AS micros,
                            count(*) FILTER (WHERE cost = 'ESTIMATED') AS estimated,
                            coalesce(sum(micros) FILTER (WHERE cost = 'ESTIMATED'), 0) AS estimated_micros,
                            count(DISTINCT (workflow_id, run_id)) AS runs,
                            count(DISTINCT (workflow_id, run_id)) FILTER (WHERE resolved) AS resolved
                        FROM call c
                        GROUP BY GROUPING SETS ((), (1))
                        ORDER BY GROUPING(%s) DESC, %s LIMIT :most""".formatted(key, key, order))
                .bind("tenant", tenant.value())
                .bind("since", since)
                .bind("most", most + 1)
                .map((row, context) -> new Row(
                        row.getString("key"),
                        row.getLong("calls"),
                        row.getLong("failed"),
                        row.getLong("lost"),
                        row.getLong("lost_micros"),
                        row.getLong("input"),
                        row.getLong("cached"),
                        row.getLong("output"),
                        row.getLong("micros"),
                        row.getLong("estimated"),
                        row.getLong("estimated_micros"),
                        row.getLong("runs"),
                        row.getLong("resolved")))
                .list());
    }
}
