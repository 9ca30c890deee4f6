package dev.ratchet.activities.audit;

import dev.ratchet.activities.database.Database;
import dev.ratchet.activities.database.Json;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.batch.BatchActivities.Known;
import dev.ratchet.workflows.contract.record.ListedRun;
import dev.ratchet.workflows.contract.record.RunRecord;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.contract.record.StepRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Records in PostgreSQL. */
public final class PostgresRunRecords implements RunRecords {
    private static final Comparator<List<String>> BY_ID = Comparator.<List<String>, String>comparing(id -> id.get(0))
            .thenComparing(id -> id.get(1))
            .thenComparing(id -> id.get(2));

    private final Jdbi jdbi;

    public PostgresRunRecords(Database database) {
        this.jdbi = database.jdbi();
    }

    /**
     * Runs are written in the order of their ids, so that two writers of the same ones wait for each other in one
     * direction only; a run that is named again comes in a later round, because one statement writes a row once.
     */
    @Override
    public void recordAll(List<RunRecord> records) {
        List<SortedMap<List<String>, RunRows.Row>> rounds = new ArrayList<>();
        for (int place = 0; place < records.size(); place++) {
            RunSummary summary = records.get(place).summary();
            List<String> key = List.of(
                    summary.tenant().value(),
                    summary.run().workflowId(),
                    summary.run().runId());
            SortedMap<List<String>, RunRows.Row> round = rounds.stream()
                    .filter(some -> !some.containsKey(key))
                    .findFirst()
                    .orElseGet(() -> {
                        rounds.add(new TreeMap<>(BY_ID));
                        return rounds.get(rounds.size() - 1);
                    });
            round.put(key, RunRows.Row.of(records.get(place), place));
        }
        jdbi.useTransaction(handle -> rounds.forEach(round -> RunRows.upsert(handle, List.copyOf(round.values()))));
    }

    /** One index lookup for each id, whatever the planner believes of the number of runs. */
    @Override
    public List<Known> latest(TenantId tenant, List<String> workflowIds) {
        try (Handle handle = jdbi.open();
                Query query = handle.createQuery("""
                        SELECT latest.summary FROM unnest(:workflows) AS asked(id)
                        CROSS JOIN LATERAL (
                            SELECT summary FROM run WHERE tenant = :tenant AND workflow_id = asked.id
                            ORDER BY changed_at DESC LIMIT 1) latest""")) {
            return query.bind("tenant", tenant.value())
                    .bindArray(
                            "workflows",
                            String.class,
                            workflowIds.stream().distinct().toList())
                    .map((row, context) -> summary(row))
                    .map(summary -> new Known(summary.run(), summary.result()))
                    .list();
        }
    }

    /** The latest of each agent, found by index however rare its runs are, and then the latest of all these. */
    @Override
    public List<ListedRun> latest(TenantId tenant, @Nullable String agent, int most) {
        try (Handle handle = jdbi.open();
                Query query = handle.createQuery("""
                        SELECT latest.* FROM unnest(:agents) AS asked(agent)
                        CROSS JOIN LATERAL (
                            SELECT summary, changed_at FROM run WHERE tenant = :tenant AND agent = asked.agent
                            ORDER BY changed_at DESC LIMIT :most) latest
                        ORDER BY latest.changed_at DESC LIMIT :most""")) {
            return query.bind("tenant", tenant.value())
                    .bindArray("agents", String.class, agent == null ? agents(handle, tenant) : List.of(agent))
                    .bind("most", most)
                    .map((row, context) -> new ListedRun(summary(row), changedAt(row)))
                    .list();
        }
    }

    /** One index lookup for each; counting distinct values would walk all runs. */
    private static List<String> agents(Handle handle, TenantId tenant) {
        try (Query query = handle.createQuery("""
                WITH RECURSIVE known(agent) AS (
                    SELECT min(agent) FROM run WHERE tenant = :tenant
                    UNION ALL
                    SELECT (SELECT min(r.agent) FROM run r WHERE r.tenant = :tenant AND r.agent > known.agent)
                    FROM known WHERE known.agent IS NOT NULL)
                SELECT agent FROM known WHERE agent IS NOT NULL""")) {
            return query.bind("tenant", tenant.value()).mapTo(String.class).list();
        }
    }

    @Override
    public Optional<RecordedRun> find(TenantId tenant, String workflowId) {
        try (Handle handle = jdbi.open();
                Query query = handle.createQuery("""
                        SELECT * FROM run WHERE tenant = :tenant AND workflow_id = :workflow
                        ORDER BY changed_at DESC LIMIT 1""")) {
            return query.bind("tenant", tenant.value())
                    .bind("workflow", workflowId)
                    .map((row, context) -> run(handle, row))
                    .findOne();
        }
    }

    private static RecordedRun run(Handle handle, ResultSet row) throws SQLException {
        RunSummary summary = summary(row);
        return new RecordedRun(
                summary,
                Objects.requireNonNullElse(row.getString("start"), "null"),
                new Digest(row.getString("state")),
                steps(handle, summary),
                changedAt(row));
    }

    private static Instant changedAt(ResultSet row) throws SQLException {
        return row.getObject("changed_at", OffsetDateTime.class).toInstant();
    }

    private static RunSummary summary(ResultSet row) throws SQLException {
        return Json.read(row.getString("summary"), RunSummary.class);
    }

    private static List<StepRecord> steps(Handle handle, RunSummary summary) {
        try (Query query = handle.createQuery("""
                SELECT steps FROM trail WHERE tenant = :tenant AND workflow_id = :workflow AND run_id = :run
                ORDER BY told""")) {
            return Trail.of(query.bind("tenant", summary.tenant().value())
                    .bind("workflow", summary.run().workflowId())
                    .bind("run", summary.run().runId())
                    .map((row, context) -> Json.readList(row.getString("steps"), StepRecord.class))
                    .list());
        }
    }
}
