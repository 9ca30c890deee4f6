package dev.ratchet.activities.ledger;

import dev.ratchet.activities.database.Json;
import dev.ratchet.workflows.contract.Approval;
import dev.ratchet.workflows.contract.Authorization;
import dev.ratchet.workflows.contract.BusinessKey;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.InvoiceFacts;
import dev.ratchet.workflows.contract.JournalEntry;
import dev.ratchet.workflows.contract.LedgerActivities.Posting;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Makes the row that follows the head of the chain, and inserts it with its lines in one round trip. */
final class Writing {
    private static final String INSERT = """
            INSERT INTO entry (tenant, number, posted_at, date, kind, supplier, invoice_number, business_key, currency,
                order_number, order_key, corrected_number, corrected_key, size, document, intent, workflow_id, run_id,
                authority, authorized_by, prev_hash, row_hash)
            VALUES (:tenant, :number, :postedAt, :date, :kind, :supplier, :invoiceNumber, :businessKey, :currency,
                :orderNumber, :orderKey, :correctedNumber, :correctedKey, :size, :document, :intent, :workflowId,
                :runId, :authority, :authorizedBy, :prevHash, :rowHash);
            INSERT INTO line (tenant, entry, position, account, currency, minor)
            SELECT :tenant, :number, position, account, :currency, minor
            FROM unnest(:accounts, :minors) WITH ORDINALITY AS lines(account, minor, position)""";

    private static final String CONSUME = """
            ;
            INSERT INTO authorization_use (tenant, approval, entry)
            SELECT :tenant, approval, :number FROM unnest(:approvals) AS approval""";

    private Writing() {}

    static Row row(Posting posting, Digest intent, Books books) {
        JournalEntry entry = posting.entry();
        return new Row(
                entry.tenant().value(),
                books.number() + 1,
                books.now(),
                entry.date(),
                entry.kind().name(),
                entry.supplierId(),
                entry.invoiceNumber(),
                entry.businessKey(),
                entry.currency(),
                entry.orderNumber(),
                orderKey(entry),
                entry.correctedNumber(),
                correctedKey(entry),
                entry.size(),
                entry.document().hex(),
                intent.hex(),
                posting.run().workflowId(),
                posting.run().runId(),
                authority(posting.authorization()),
                Json.write(posting.authorization()),
                books.head(),
                entry.lines().stream()
                        .map(line -> new Row.Line(line.account(), entry.currency(), line.minor()))
                        .toList());
    }

    static void insert(Handle handle, Row row, Digest rowHash, Authorization authorization) {
        List<String> approvals = approvals(authorization);
        try (Update insert = handle.createUpdate(approvals.isEmpty() ? INSERT : INSERT + CONSUME)) {
            insert.bind("tenant", row.tenant())
                    .bind("number", row.number())
                    .bind("postedAt", row.postedAt().atOffset(ZoneOffset.UTC))
                    .bind("date", row.date())
                    .bind("kind", row.kind())
                    .bind("supplier", row.supplier())
                    .bind("invoiceNumber", row.invoiceNumber())
                    .bind("businessKey", row.businessKey())
                    .bind("currency", row.currency())
                    .bind("orderNumber", row.orderNumber())
                    .bind("orderKey", row.orderKey())
                    .bind("correctedNumber", row.correctedNumber())
                    .bind("correctedKey", row.correctedKey())
                    .bind("size", row.size())
                    .bind("document", row.document())
                    .bind("intent", row.intent())
                    .bind("workflowId", row.workflowId())
                    .bind("runId", row.runId())
                    .bind("authority", row.authority())
                    .bind("authorizedBy", row.authorizedBy())
                    .bind("prevHash", row.prevHash())
                    .bind("rowHash", rowHash.hex())
                    .bindArray(
                            "accounts",
                            String.class,
                            row.lines().stream().map(Row.Line::account).toList())
                    .bindArray(
                            "minors",
                            Long.class,
                            row.lines().stream().map(Row.Line::minor).toList());
            if (!approvals.isEmpty()) {
                insert.bindArray("approvals", String.class, approvals);
            }
            insert.execute();
        }
    }

    static List<String> approvals(Authorization authorization) {
        return authorization instanceof Authorization.Approved approved
                ? approved.approvals().stream().map(Approval::id).toList()
                : List.of();
    }

    static @Nullable String orderKey(JournalEntry entry) {
        return entry.orderNumber() == null ? null : BusinessKey.number(entry.orderNumber());
    }

    /** The business key of the invoice that a credit note takes back. */
    static @Nullable String correctedKey(JournalEntry entry) {
        return entry.correctedNumber() == null
                ? null
                : BusinessKey.of(entry.supplierId(), InvoiceFacts.Kind.INVOICE, entry.correctedNumber());
    }

    private static String authority(Authorization authorization) {
        if (authorization instanceof Authorization.PolicyGrant grant) {
            return "policy " + grant.rule() + "@" + grant.version();
        }
        return ((Authorization.Approved) authorization)
                .approvals().stream().map(Approval::approver).collect(Collectors.joining(", ", "approved by ", ""));
    }
}
