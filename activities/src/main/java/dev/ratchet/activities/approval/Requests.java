package dev.ratchet.activities.approval;

import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.ApprovalActivities.Opening;
import dev.ratchet.workflows.contract.record.RunSummary;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/** The rows of what waits; one per workflow id. The request is the whole truth; the other columns are for queries. */
final class Requests {
    /** Opening again what is open keeps its place on the list. */
    private static final String OPEN = """
            INSERT INTO approval_request (tenant, workflow_id, run_id, agent, intent, role, submitter, currency, minor,
                request, opened_at, expires_at)
            VALUES (:tenant, :workflow, :run, :agent, :intent, :role, :submitter, :currency, :minor,
                CAST(:request AS json), clock_timestamp(), :expiresAt)
            ON CONFLICT (tenant, workflow_id) DO UPDATE SET run_id = excluded.run_id, agent = excluded.agent,
                intent = excluded.intent, role = excluded.role, submitter = excluded.submitter,
                currency = excluded.currency, minor = excluded.minor, request = excluded.request,
                expires_at = excluded.expires_at,
                opened_at = CASE WHEN approval_request.run_id = excluded.run_id THEN approval_request.opened_at
                    ELSE excluded.opened_at END""";

    private Requests() {}

    /** @param opening one that was checked */
    static void open(Handle handle, Opening opening) {
        RunSummary run = opening.run();
        RunSummary.Waiting waiting = Objects.requireNonNull(run.waiting());
        Money amount = run.amount();
        Digest intent = waiting.intent();
        try (Update update = handle.createUpdate(OPEN)) {
            update.bind("tenant", run.tenant().value())
                    .bind("workflow", run.workflowId())
                    .bind("run", run.run().runId())
                    .bind("agent", run.agent())
                    .bind("intent", intent == null ? null : intent.hex())
                    .bind("role", waiting.role())
                    .bind("submitter", run.submitter())
                    .bind("currency", amount == null ? null : amount.currency())
                    .bind("minor", amount == null ? null : (Long) amount.minor())
                    .bind("request", CanonicalJson.of(opening))
                    .bind("expiresAt", waiting.until().atOffset(ZoneOffset.UTC))
                    .execute();
        }
    }

    static void close(Handle handle, TenantId tenant, RunRef run) {
        try (Update update = handle.createUpdate("""
                DELETE FROM approval_request
                WHERE tenant = :tenant AND workflow_id = :workflow AND run_id = :run""")) {
            update.bind("tenant", tenant.value())
                    .bind("workflow", run.workflowId())
                    .bind("run", run.runId())
                    .execute();
        }
    }

    static List<Opening> waiting(Handle handle, TenantId tenant) {
        try (Query query = handle.createQuery("""
                SELECT request FROM approval_request WHERE tenant = :tenant AND expires_at > clock_timestamp()
                ORDER BY opened_at, workflow_id""")) {
            return query.bind("tenant", tenant.value())
                    .map((row, context) -> opening(row.getString("request")))
                    .list();
        }
    }

    /** Locked until the transaction ends, so that it cannot be replaced while somebody signs. */
    static Optional<Opening> lock(Handle handle, TenantId tenant, String workflowId) {
        try (Query query = handle.createQuery(
                "SELECT request FROM approval_request WHERE tenant = :tenant AND workflow_id = :workflow FOR UPDATE")) {
            return query.bind("tenant", tenant.value())
                    .bind("workflow", workflowId)
                    .map((row, context) -> opening(row.getString("request")))
                    .findOne();
        }
    }

    private static Opening opening(String json) {
        return CanonicalJson.read(json, Opening.class);
    }
}
