package dev.ratchet.activities.approval;

import dev.ratchet.activities.database.Json;
import dev.ratchet.workflows.contract.ApprovalActivities.Request;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/** The rows of what waits; one per workflow id. */
final class Requests {
    /** Opening again what is open keeps its place on the list. */
    private static final String OPEN = """
            INSERT INTO approval_request (tenant, workflow_id, run_id, intent, role, submitter, name, supplier,
                invoice_number, currency, minor, reasons, opened_at, expires_at)
            VALUES (:tenant, :workflow, :run, :intent, :role, :submitter, :name, :supplier, :invoiceNumber, :currency, :minor,
                :reasons, clock_timestamp(), :expiresAt)
            ON CONFLICT (tenant, workflow_id) DO UPDATE SET run_id = excluded.run_id, intent = excluded.intent,
                role = excluded.role, submitter = excluded.submitter, name = excluded.name, supplier = excluded.supplier,
                invoice_number = excluded.invoice_number, currency = excluded.currency, minor = excluded.minor,
                reasons = excluded.reasons, expires_at = excluded.expires_at,
                opened_at = CASE WHEN approval_request.run_id = excluded.run_id THEN approval_request.opened_at
                    ELSE excluded.opened_at END""";

    private Requests() {}

    static void open(Handle handle, Request request) {
        Money amount = request.amount();
        Digest intent = request.intent();
        try (Update update = handle.createUpdate(OPEN)) {
            update.bind("tenant", request.tenant().value())
                    .bind("workflow", request.run().workflowId())
                    .bind("run", request.run().runId())
                    .bind("intent", intent == null ? null : intent.hex())
                    .bind("role", request.role())
                    .bind("submitter", request.submitter())
                    .bind("name", request.name())
                    .bind("supplier", request.supplierId())
                    .bind("invoiceNumber", request.invoiceNumber())
                    .bind("currency", amount == null ? null : amount.currency())
                    .bind("minor", amount == null ? null : (Long) amount.minor())
                    .bind("reasons", Json.write(request.reasons()))
                    .bind("expiresAt", request.expiresAt().atOffset(ZoneOffset.UTC))
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

    static List<Request> waiting(Handle handle, TenantId tenant) {
        try (Query query = handle.createQuery("""
                SELECT * FROM approval_request WHERE tenant = :tenant AND expires_at > clock_timestamp()
                ORDER BY opened_at, workflow_id""")) {
            return query.bind("tenant", tenant.value())
                    .map((row, context) -> request(row))
                    .list();
        }
    }

    /** Locked until the transaction ends, so that it cannot be replaced while somebody signs. */
    static Optional<Request> lock(Handle handle, TenantId tenant, String workflowId) {
        try (Query query = handle.createQuery(
                "SELECT * FROM approval_request WHERE tenant = :tenant AND workflow_id = :workflow FOR UPDATE")) {
            return query.bind("tenant", tenant.value())
                    .bind("workflow", workflowId)
                    .map((row, context) -> request(row))
                    .findOne();
        }
    }

    private static Request request(ResultSet row) throws SQLException {
        String intent = row.getString("intent");
        String currency = row.getString("currency");
        return new Request(
                new TenantId(row.getString("tenant")),
                new RunRef(row.getString("workflow_id"), row.getString("run_id")),
                intent == null ? null : new Digest(intent),
                row.getString("role"),
                row.getString("submitter"),
                row.getString("name"),
                row.getString("supplier"),
                row.getString("invoice_number"),
                currency == null ? null : new Money(currency, row.getLong("minor")),
                Json.readList(row.getString("reasons"), Finding.class),
                row.getObject("expires_at", OffsetDateTime.class).toInstant());
    }
}
