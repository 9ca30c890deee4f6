package dev.ratchet.activities.ledger;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.ratchet.activities.database.Json;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.invoice.BookedEntry;
import dev.ratchet.workflows.contract.invoice.BusinessKey;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import dev.ratchet.workflows.contract.invoice.JournalEntry;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * Inserts entries with their lines in one round trip. Lines come first, and the database closes each entry over its own: it
 * sets when it was posted, what it follows and its hash.
 */
final class Writing {
    private static final String INSERT = """
            INSERT INTO line (tenant, entry, position, account, currency, minor)
            SELECT tenant, entry, position, account, currency, minor
            FROM json_to_recordset(CAST(:lines AS json)) AS l(tenant text, entry bigint, position int, account text,
                currency text, minor bigint);
            INSERT INTO entry (tenant, number, date, kind, supplier, invoice_number, business_key, currency, order_number,
                order_key, corrected_number, corrected_key, size, on_order, prepayments, ties, document, intent, workflow_id, run_id, authority,
                authorized_by)
            SELECT tenant, number, date, kind, supplier, invoice_number, business_key, currency, order_number,
                order_key, corrected_number, corrected_key, size, on_order, prepayments, ties, document, intent, workflow_id, run_id, authority,
                authorized_by
            FROM json_populate_recordset(NULL::entry, CAST(:entries AS json)) ORDER BY tenant, number""";

    private Writing() {}

    /** Columns of {@code entry}. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    private record EntryRow(
            String tenant,
            long number,
            LocalDate date,
            String kind,
            String supplier,
            String invoiceNumber,
            String businessKey,
            String currency,
            @Nullable String orderNumber,
            @Nullable String orderKey,
            @Nullable String correctedNumber,
            @Nullable String correctedKey,
            long size,
            @Nullable Long onOrder,
            @Nullable Long prepayments,
            @Nullable String ties,
            String document,
            String intent,
            String workflowId,
            String runId,
            String authority,
            String authorizedBy) {
        static EntryRow of(long number, Posting posting) {
            JournalEntry entry = posting.entry();
            return new EntryRow(
                    posting.tenant(),
                    number,
                    entry.date(),
                    entry.kind().name(),
                    entry.supplierId(),
                    entry.invoiceNumber(),
                    entry.businessKey(),
                    entry.currency(),
                    entry.orderNumber(),
                    posting.orderKey(),
                    entry.correctedNumber(),
                    posting.correctedKey(),
                    entry.size(),
                    entry.onOrder(),
                    entry.prepayments(),
                    entry.ties() == null ? null : CanonicalJson.of(entry.ties()),
                    entry.document().hex(),
                    posting.effect().digest().hex(),
                    posting.run().workflowId(),
                    posting.run().runId(),
                    posting.effect().authority(),
                    Json.write(posting.effect().authorization()));
        }
    }

    /** The entry before {@code number}, which undoes what that one replaces. */
    private static EntryRow reversal(long number, Posting posting, BookedEntry reversed) {
        EntryRow replacement = EntryRow.of(number, posting);
        JournalEntry entry = posting.entry();
        String order = reversed.orderNumber();
        return new EntryRow(
                replacement.tenant,
                number - 1,
                replacement.date,
                Row.REVERSAL,
                replacement.supplier,
                reversed.invoiceNumber(),
                BusinessKey.reversal(entry.supplierId(), reversed.number()),
                replacement.currency,
                order,
                order == null ? null : BusinessKey.number(order),
                reversed.invoiceNumber(),
                BusinessKey.of(entry.supplierId(), InvoiceFacts.Kind.INVOICE, reversed.invoiceNumber()),
                reversed.size(),
                order == null ? null : reversed.size(),
                reversed.prepaymentsUndone(),
                null,
                replacement.document,
                replacement.intent,
                replacement.workflowId,
                replacement.runId,
                replacement.authority,
                replacement.authorizedBy);
    }

    /** Columns of {@code line}. */
    private record LineRow(String tenant, long entry, int position, String account, String currency, long minor) {}

    static void insert(Handle handle, List<Earlier.Numbered> group) {
        if (group.isEmpty()) {
            return;
        }
        List<EntryRow> entries = new ArrayList<>();
        List<LineRow> lines = new ArrayList<>();
        for (Earlier.Numbered numbered : group) {
            Posting posting = numbered.posting();
            BookedEntry reversed = posting.entry().reverses();
            if (reversed != null) {
                entries.add(reversal(numbered.number(), posting, reversed));
                add(lines, posting, numbered.number() - 1, reversed.negated());
            }
            entries.add(EntryRow.of(numbered.number(), posting));
            add(lines, posting, numbered.number(), posting.entry().lines());
        }
        try (Update insert = handle.createUpdate(INSERT)) {
            insert.bind("entries", Json.write(entries))
                    .bind("lines", Json.write(lines))
                    .execute();
        }
    }

    private static void add(List<LineRow> rows, Posting posting, long entry, List<JournalEntry.Line> lines) {
        int position = 0;
        for (JournalEntry.Line line : lines) {
            position++;
            rows.add(new LineRow(
                    posting.tenant(),
                    entry,
                    position,
                    line.account(),
                    posting.entry().currency(),
                    line.minor()));
        }
    }
}
