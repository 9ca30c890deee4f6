package dev.ratchet.activities.ledger;

import dev.ratchet.activities.ledger.Ledger.Balance;
import dev.ratchet.activities.ledger.Ledger.Entry;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Answers questions about a tenant's books from their rows. */
final class Reading {
    private Reading() {}

    static List<Entry> entries(Handle handle, TenantId tenant, int most) {
        List<Entry> entries = new ArrayList<>();
        long last;
        try (Query query = handle.createQuery("SELECT coalesce(max(number), 0) FROM entry WHERE tenant = :tenant")) {
            last = query.bind("tenant", tenant.value()).mapTo(Long.class).one();
        }
        try (StoredRows rows = new StoredRows(handle, tenant, last - most)) {
            while (rows.hasNext()) {
                entries.add(entry(rows.next()));
            }
        }
        return entries;
    }

    static List<Balance> balance(Handle handle, TenantId tenant) {
        try (Query query = handle.createQuery("""
                SELECT account, currency, sum(minor)::bigint AS minor FROM line WHERE tenant = :tenant
                GROUP BY account, currency ORDER BY account COLLATE "C", currency COLLATE "C\"""")) {
            return query.bind("tenant", tenant.value())
                    .map((row, context) ->
                            new Balance(row.getString("account"), row.getString("currency"), row.getLong("minor")))
                    .list();
        }
    }

    private static Entry entry(StoredRows.Stored stored) {
        Row row = stored.row();
        return new Entry(
                row.number(),
                row.postedAt(),
                row.date(),
                row.kind(),
                row.supplier(),
                row.invoiceNumber(),
                row.currency(),
                row.lines().stream()
                        .map(line -> new Ledger.Line(line.account(), line.minor()))
                        .toList(),
                row.authority(),
                row.workflowId(),
                new Digest(row.document()),
                new Digest(stored.hash()));
    }
}
