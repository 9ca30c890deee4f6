package dev.ratchet.activities.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.ratchet.activities.database.Json;
import dev.ratchet.workflows.contract.invoice.JournalEntry;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

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

    private Writing() {}

    static Row row(Posting posting, ChainHead head) {
        JournalEntry entry = posting.entry();
        return new Row(
                posting.tenant(),
                head.number() + 1,
                head.at(),
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
                entry.document().hex(),
                posting.effect().digest().hex(),
                posting.run().workflowId(),
                posting.run().runId(),
                posting.effect().authority(),
                Json.write(posting.effect().authorization()),
                head.hash(),
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

    /** In one round trip. */
    static void insert(Handle handle, List<Earlier.Written> group) {
        if (group.isEmpty()) {
            return;
        }
        List<EntryRow> entries = new ArrayList<>();
        List<LineRow> lines = new ArrayList<>();
        for (Earlier.Written written : group) {
            Row row = written.row();
            entries.add(new EntryRow(row, written.hash()));
            int position = 0;
            for (Row.Line line : row.lines()) {
                position++;
                lines.add(new LineRow(
                        row.tenant(), row.number(), position, line.account(), line.currency(), line.minor()));
            }
        }
        try (Update insert = handle.createUpdate(INSERT)) {
            insert.bind("entries", Json.write(entries))
                    .bind("lines", Json.write(lines))
                    .execute();
        }
    }
}
