package dev.ratchet.activities.reconciliation;

import dev.ratchet.activities.database.Database;
import dev.ratchet.activities.database.Json;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.record.RunSummary;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** From PostgreSQL. */
public final class PostgresRecordedStandings implements RecordedStandings {
    private final Jdbi jdbi;

    public PostgresRecordedStandings(Database database) {
        this.jdbi = database.jdbi();
    }

    @Override
    public Map<String, List<RecordedState>> under(TenantId tenant, List<String> workflowIds) {
        Map<String, List<RecordedState>> found = new TreeMap<>();
        try (Handle handle = jdbi.open();
                Query query = handle.createQuery("""
                        SELECT r.summary, r.changed_at,
                            EXISTS (SELECT FROM approval_request a WHERE a.tenant = r.tenant
                                AND a.workflow_id = r.workflow_id AND a.run_id = r.run_id) AS requested
                        FROM run r WHERE r.tenant = :tenant AND r.workflow_id = ANY(:workflows)""")) {
            query.bind("tenant", tenant.value())
                    .bindArray("workflows", String.class, workflowIds)
                    .map((row, context) -> recorded(row))
                    .forEach(each -> found.computeIfAbsent(each.summary().workflowId(), id -> new ArrayList<>())
                            .add(each));
        }
        return found;
    }

    private static RecordedState recorded(ResultSet row) throws SQLException {
        return new RecordedState(
                Json.read(row.getString("summary"), RunSummary.class),
                row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                row.getBoolean("requested"));
    }

    @Override
    public List<String> unfinished(TenantId tenant, Instant since) {
        try (Handle handle = jdbi.open();
                Query query = handle.createQuery("""
                        SELECT r.workflow_id FROM run r
                        WHERE r.tenant = :tenant AND r.changed_at > :since
                            AND r.summary::json ->> 'status' IN ('RUNNING', 'WAITING')
                            AND NOT EXISTS (SELECT FROM run n WHERE n.tenant = r.tenant AND n.workflow_id = r.workflow_id
                                AND n.changed_at > r.changed_at)
                        ORDER BY r.changed_at""")) {
            return query.bind("tenant", tenant.value())
                    .bind("since", at(since))
                    .mapTo(String.class)
                    .list();
        }
    }

    @Override
    public List<RunRef> performedWithoutEnd(TenantId tenant, Instant since) {
        try (Handle handle = jdbi.open();
                Query query = handle.createQuery("""
                        SELECT e.workflow_id, e.run_id FROM effect e
                        WHERE e.tenant = :tenant AND e.at > :since
                            AND NOT EXISTS (SELECT FROM run r WHERE r.tenant = e.tenant AND r.workflow_id = e.workflow_id
                                AND (r.run_id = e.run_id OR r.changed_at > e.at)
                                AND r.summary::json ->> 'status' NOT IN ('RUNNING', 'WAITING'))
                        ORDER BY e.at""")) {
            return query.bind("tenant", tenant.value())
                    .bind("since", at(since))
                    .map((row, context) -> run(row))
                    .list();
        }
    }

    @Override
    public Set<String> performed(TenantId tenant, List<String> workflowIds) {
        try (Handle handle = jdbi.open();
                Query query = handle.createQuery(
                        "SELECT workflow_id FROM effect WHERE tenant = :tenant AND workflow_id = ANY(:workflows)")) {
            return new TreeSet<>(query.bind("tenant", tenant.value())
                    .bindArray("workflows", String.class, workflowIds)
                    .mapTo(String.class)
                    .list());
        }
    }

    @Override
    public List<RunRef> staleRequests(TenantId tenant) {
        try (Handle handle = jdbi.open();
                Query query = handle.createQuery("""
                        SELECT a.workflow_id, a.run_id FROM approval_request a
                        WHERE a.tenant = :tenant AND EXISTS (SELECT FROM run r WHERE r.tenant = a.tenant
                            AND r.workflow_id = a.workflow_id AND r.run_id = a.run_id
                            AND r.summary::json ->> 'status' NOT IN ('RUNNING', 'WAITING'))
                        ORDER BY a.opened_at""")) {
            return query.bind("tenant", tenant.value())
                    .map((row, context) -> run(row))
                    .list();
        }
    }

    private static RunRef run(ResultSet row) throws SQLException {
        return new RunRef(row.getString("workflow_id"), row.getString("run_id"));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
