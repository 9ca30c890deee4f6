package dev.ratchet.activities.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.ratchet.activities.database.Json;
import dev.ratchet.activities.masterdata.Claim;
import dev.ratchet.workflows.contract.Approval;
import dev.ratchet.workflows.contract.Authorization;
import dev.ratchet.workflows.contract.BusinessKey;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.InvoiceFacts;
import dev.ratchet.workflows.contract.JournalEntry;
import dev.ratchet.workflows.contract.LedgerActivities.Posting;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Makes the row that follows the head of the chain, and inserts rows with their lines in one round trip. */
final class Writing {
    private static final String INSERT = """
            INSERT INTO entry (tenant, number, posted_at, date, kind, supplier, invoice_number, business_key, currency,
                order_number, order_key, corrected_number, corrected_key, size, document, intent, workflow_id, run_id,
                authority, authorized_by, prev_hash, row_hash)
            SELECT tenant, number, posted_at, date, kind, supplier, invoice_number, business_key, currency,
                order_number, order_key, corrected_number, corrected_key, size, document, intent, workflow_id, run_id,
                authority, authorized_by, prev_hash, row_hash
            FROM json_populate_recordset(NULL::entry, CAST(:entries AS json)) ORDER BY tenant, number;
            INSERT INTO line (tenant, entry, position, account, currency, minor)
            SELECT tenant, entry, position, account, currency, minor
            FROM json_to_recordset(CAST(:lines AS json)) AS l(tenant text, entry bigint, position int, account text,
                currency text, minor bigint)""";

    private static final String CONSUME = """
            ;
            INSERT INTO authorization_use (tenant, approval, entry)
            SELECT tenant, approval, entry FROM json_populate_recordset(NULL::authorization_use, CAST(:uses AS json))""";

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

    /** Columns of {@code entry}, with those of the row. */
    private record EntryRow(
            @JsonUnwrapped Row row,
            @JsonProperty("row_hash") String rowHash) {}

    /** Columns of {@code line}. */
    private record LineRow(String tenant, long entry, int position, String account, String currency, long minor) {}

    /** Columns of {@code authorization_use}. */
    private record UseRow(String tenant, String approval, long entry) {}

    /** In one round trip. */
    static void insert(Handle handle, List<Earlier.Written> group) {
        if (group.isEmpty()) {
            return;
        }
        List<EntryRow> entries = new ArrayList<>();
        List<LineRow> lines = new ArrayList<>();
        List<UseRow> uses = new ArrayList<>();
        for (Earlier.Written written : group) {
            Row row = written.row();
            entries.add(new EntryRow(row, written.hash().hex()));
            int position = 0;
            for (Row.Line line : row.lines()) {
                position++;
                lines.add(new LineRow(
                        row.tenant(), row.number(), position, line.account(), line.currency(), line.minor()));
            }
            written.approvals().forEach(id -> uses.add(new UseRow(row.tenant(), id, row.number())));
        }
        try (Update insert = handle.createUpdate(uses.isEmpty() ? INSERT : INSERT + CONSUME)) {
            insert.bind("entries", Json.write(entries)).bind("lines", Json.write(lines));
            if (!uses.isEmpty()) {
                insert.bind("uses", Json.write(uses));
            }
            insert.execute();
        }
    }

    static Claim claim(Posting posting) {
        JournalEntry entry = posting.entry();
        return new Claim(
                entry.tenant(),
                posting.run(),
                entry.supplierId(),
                entry.kind().name(),
                entry.date(),
                entry.currency(),
                entry.size(),
                entry.businessKey());
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
