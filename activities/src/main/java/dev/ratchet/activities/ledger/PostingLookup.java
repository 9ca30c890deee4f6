package dev.ratchet.activities.ledger;

import dev.ratchet.activities.database.Json;
import dev.ratchet.activities.masterdata.Claim;
import dev.ratchet.activities.masterdata.EarlierEntry;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.invoice.BookedEntry;
import dev.ratchet.workflows.contract.invoice.JournalEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Locks tenants' books, and reads what bears on each posting of a group: one round trip each. */
final class PostingLookup {
    /** In a statement of its own: only statements after it see what the transaction that held the lock has written. */
    private static final String LOCK = """
            SELECT whose, b.number FROM unnest(:tenants) AS whose, lock_books(whose) AS b""";

    /**
     * Every lookup is a LATERAL with a limit, so that it is made by index for each posting of the group, whatever the
     * planner believes of the size of the books.
     */
    private static final String FACTS = """
            SELECT s.active, s.order_required, coalesce(c.minor, 0) AS ceiling,
                o.currency AS order_currency, o.total AS order_total,
                coalesce(b.minor, 0) AS order_booked,
                (SELECT sum(i.size)::bigint FROM entry i
                    WHERE i.tenant = q.tenant AND %1$s
                        AND i.currency = q.currency) AS corrected_size,
                (SELECT coalesce(sum(k.size), 0)::bigint FROM entry k
                    WHERE k.tenant = q.tenant AND k.corrected_key = q.corrected
                        AND k.kind IN ('CREDIT_NOTE', 'REVERSAL')) AS credited,
                n.number AS near,
                (SELECT r.entry FROM reference r WHERE r.tenant = q.tenant AND r.key = q.key
                    ORDER BY r.entry LIMIT 1) AS referring,
                coalesce(v.minor, 0) AS prepayments,
                (SELECT json_agg(t.known) FROM unnest(q.tied) AS asked(number) CROSS JOIN LATERAL (
                    SELECT %2$s AS known FROM entry e WHERE e.tenant = q.tenant AND e.number = asked.number LIMIT 1) t) AS tied
            FROM json_to_recordset(CAST(:asked AS json)) AS q(at int, tenant text, workflow text, run text, key text,
                supplier text, currency text, "order" text, corrected text, date date, size bigint, kind text,
                prepayments bigint, tied bigint[])
            LEFT JOIN LATERAL (
                SELECT * FROM supplier WHERE tenant = q.tenant AND id = q.supplier LIMIT 1) s ON true
            LEFT JOIN LATERAL (
                SELECT minor FROM supplier_ceiling
                WHERE tenant = q.tenant AND supplier = q.supplier AND currency = q.currency LIMIT 1) c ON true
            LEFT JOIN LATERAL (
                SELECT * FROM purchase_order
                WHERE tenant = q.tenant AND number_key = q."order" AND supplier = q.supplier LIMIT 1) o ON true
            LEFT JOIN LATERAL (
                SELECT minor FROM order_booked WHERE tenant = q.tenant AND order_key = q."order"
                    AND supplier = o.supplier AND currency = o.currency LIMIT 1) b ON true
            LEFT JOIN LATERAL (
                SELECT minor FROM prepayments_booked WHERE q.prepayments IS NOT NULL
                    AND tenant = q.tenant AND supplier = q.supplier AND currency = q.currency LIMIT 1) v ON true
            LEFT JOIN LATERAL (%3$s) n ON true
            ORDER BY q.at""".formatted(
                    EarlierEntry.ofNumber("i", "q.corrected"), EarlierEntry.JSON, Claim.near("q.supplier", "q.key"));

    private PostingLookup() {}

    /** One posting as the statement takes it. */
    private record Asked(
            int at,
            String tenant,
            String workflow,
            String run,
            String key,
            String supplier,
            String currency,
            @Nullable String order,
            @Nullable String corrected,
            LocalDate date,
            long size,
            String kind,
            @Nullable Long prepayments,
            List<Long> tied) {
        static Asked of(int at, Posting posting) {
            JournalEntry entry = posting.entry();
            return new Asked(
                    at,
                    posting.tenant(),
                    posting.run().workflowId(),
                    posting.run().runId(),
                    entry.businessKey(),
                    entry.supplierId(),
                    entry.currency(),
                    posting.orderKey(),
                    posting.correctedKey(),
                    entry.date(),
                    entry.size(),
                    entry.kind().name(),
                    entry.prepayments(),
                    posting.tied().stream().map(BookedEntry::number).toList());
        }
    }

    /** The number of every tenant's last entry, 0 in empty books. The books are locked until the transaction ends. */
    static Map<String, Long> lock(Handle handle, List<Posting> postings) {
        List<String> tenants =
                postings.stream().map(Posting::tenant).distinct().sorted().toList();
        Map<String, Long> heads = new TreeMap<>();
        try (Query query = handle.createQuery(LOCK)) {
            query.bindArray("tenants", String.class, tenants)
                    .map((row, context) -> heads.put(row.getString("whose"), row.getLong("number")))
                    .list();
        }
        return heads;
    }

    /** One for each posting, in this order; none of them knows of another. */
    static List<PostingContext> books(Handle handle, List<Posting> postings) {
        List<Asked> asked = IntStream.range(0, postings.size())
                .mapToObj(at -> Asked.of(at, postings.get(at)))
                .toList();
        try (Query query = handle.createQuery(FACTS)) {
            return query.bind("asked", Json.write(asked))
                    .map((row, context) -> context(row))
                    .list();
        }
    }

    private static PostingContext context(ResultSet row) throws SQLException {
        return new PostingContext(
                supplier(row),
                order(row),
                corrected(row),
                row.getLong("credited"),
                row.getObject("near", Long.class),
                row.getObject("referring", Long.class),
                row.getLong("prepayments"),
                tied(row.getString("tied")));
    }

    private static PostingContext.@Nullable Supplier supplier(ResultSet row) throws SQLException {
        Boolean active = row.getObject("active", Boolean.class);
        return active == null
                ? null
                : new PostingContext.Supplier(active, row.getBoolean("order_required"), row.getLong("ceiling"));
    }

    private static PostingContext.@Nullable Order order(ResultSet row) throws SQLException {
        String currency = row.getString("order_currency");
        return currency == null
                ? null
                : new PostingContext.Order(currency, row.getLong("order_total"), row.getLong("order_booked"));
    }

    private static PostingContext.@Nullable Corrected corrected(ResultSet row) throws SQLException {
        Long size = row.getObject("corrected_size", Long.class);
        return size == null ? null : new PostingContext.Corrected(size);
    }

    private static List<EarlierEntry> tied(@Nullable String json) {
        return json == null ? List.of() : List.of(CanonicalJson.read(json, EarlierEntry[].class));
    }
}
