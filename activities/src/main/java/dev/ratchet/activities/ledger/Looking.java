package dev.ratchet.activities.ledger;

import dev.ratchet.activities.masterdata.MasterData.Person;
import dev.ratchet.workflows.contract.Approval;
import dev.ratchet.workflows.contract.Authorization;
import dev.ratchet.workflows.contract.JournalEntry;
import dev.ratchet.workflows.contract.LedgerActivities.Posting;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Locks a tenant's books and reads what bears on one posting: two round trips, three when people approved it. */
final class Looking {
    private static final String FACTS = """
            SELECT e.number AS entry, e.row_hash, e.intent, e.workflow_id, e.run_id,
                s.active, s.order_required, coalesce(c.minor, 0) AS ceiling,
                o.currency AS order_currency, o.total AS order_total,
                (SELECT coalesce(sum(CASE b.kind WHEN 'INVOICE' THEN b.size ELSE -b.size END), 0)::bigint FROM entry b
                    WHERE b.tenant = o.tenant AND b.order_key = o.number_key AND b.supplier = o.supplier
                        AND b.currency = o.currency) AS order_booked,
                i.size AS corrected_size,
                (SELECT coalesce(sum(n.size), 0)::bigint FROM entry n
                    WHERE n.tenant = i.tenant AND n.corrected_key = i.business_key) AS credited,
                (SELECT array_agg(u.approval) FROM authorization_use u
                    WHERE u.tenant = :tenant AND u.approval = ANY(:approvals)) AS used,
                (SELECT array_agg(b.person) FROM brought_in b
                    WHERE b.tenant = :tenant AND b.digest = :document) AS brought_in_by
            FROM (SELECT) AS one
            LEFT JOIN entry e ON e.tenant = :tenant AND e.business_key = :key
            LEFT JOIN supplier s ON s.tenant = :tenant AND s.id = :supplier
            LEFT JOIN supplier_ceiling c ON c.tenant = :tenant AND c.supplier = :supplier AND c.currency = :currency
            LEFT JOIN purchase_order o ON o.tenant = :tenant AND o.number_key = :order AND o.supplier = :supplier
            LEFT JOIN entry i ON i.tenant = :tenant AND i.business_key = :corrected AND i.currency = :currency""";

    private static final String PEOPLE = """
            SELECT p.id, p.roles, l.minor FROM person p
            LEFT JOIN person_limit l ON l.tenant = p.tenant AND l.person = p.id AND l.currency = :currency
            WHERE p.tenant = :tenant AND p.id = ANY(:people)""";

    private Looking() {}

    static Books books(Handle handle, Posting posting) {
        Head head = lock(handle, posting.entry());
        Map<String, Person> approvers = approvers(handle, posting);
        JournalEntry entry = posting.entry();
        try (Query query = handle.createQuery(FACTS)) {
            return query.bind("tenant", entry.tenant().value())
                    .bind("key", entry.businessKey())
                    .bind("supplier", entry.supplierId())
                    .bind("currency", entry.currency())
                    .bind("document", entry.document().hex())
                    .bind("order", Writing.orderKey(entry))
                    .bind("corrected", Writing.correctedKey(entry))
                    .bindArray("approvals", String.class, Writing.approvals(posting.authorization()))
                    .map((row, context) -> new Books(
                            head.at(),
                            head.number(),
                            head.hash(),
                            booked(row),
                            supplier(row),
                            order(row),
                            corrected(row),
                            strings(row.getArray("used")),
                            approvers,
                            strings(row.getArray("brought_in_by"))))
                    .one();
        }
    }

    private record Head(long number, String hash, Instant at) {}

    /** In a statement of its own: only statements after it see what the transaction that held the lock has written. */
    private static Head lock(Handle handle, JournalEntry entry) {
        try (Query query = handle.createQuery("SELECT number, hash, at FROM lock_books(:tenant)")) {
            return query.bind("tenant", entry.tenant().value())
                    .map((row, context) -> new Head(
                            row.getLong("number"),
                            row.getString("hash"),
                            row.getObject("at", OffsetDateTime.class).toInstant()))
                    .one();
        }
    }

    private static Map<String, Person> approvers(Handle handle, Posting posting) {
        Map<String, Person> approvers = new TreeMap<>();
        if (posting.authorization() instanceof Authorization.Approved approved) {
            List<String> ids =
                    approved.approvals().stream().map(Approval::approver).toList();
            String currency = posting.entry().currency();
            try (Query query = handle.createQuery(PEOPLE)) {
                query.bind("tenant", posting.entry().tenant().value())
                        .bind("currency", currency)
                        .bindArray("people", String.class, ids)
                        .map((row, context) -> new Person(
                                row.getString("id"),
                                strings(row.getArray("roles")),
                                Map.of(currency, row.getLong("minor"))))
                        .forEach(person -> approvers.put(person.id(), person));
            }
        }
        return approvers;
    }

    private static Books.@Nullable Booked booked(ResultSet row) throws SQLException {
        Long number = row.getObject("entry", Long.class);
        return number == null
                ? null
                : new Books.Booked(
                        number,
                        row.getString("row_hash"),
                        row.getString("intent"),
                        row.getString("workflow_id"),
                        row.getString("run_id"));
    }

    private static Books.@Nullable Supplier supplier(ResultSet row) throws SQLException {
        Boolean active = row.getObject("active", Boolean.class);
        return active == null
                ? null
                : new Books.Supplier(active, row.getBoolean("order_required"), row.getLong("ceiling"));
    }

    private static Books.@Nullable Order order(ResultSet row) throws SQLException {
        String currency = row.getString("order_currency");
        return currency == null
                ? null
                : new Books.Order(currency, row.getLong("order_total"), row.getLong("order_booked"));
    }

    private static Books.@Nullable Corrected corrected(ResultSet row) throws SQLException {
        Long size = row.getObject("corrected_size", Long.class);
        return size == null ? null : new Books.Corrected(size, row.getLong("credited"));
    }

    private static Set<String> strings(@Nullable Array array) throws SQLException {
        return array == null ? Set.of() : Set.copyOf(Arrays.asList((String[]) array.getArray()));
    }
}
