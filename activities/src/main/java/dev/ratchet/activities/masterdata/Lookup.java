package dev.ratchet.activities.masterdata;

import dev.ratchet.activities.database.Json;
import dev.ratchet.activities.masterdata.MasterData.Question;
import dev.ratchet.workflows.contract.invoice.BankAccount;
import dev.ratchet.workflows.contract.invoice.BooksFacts;
import dev.ratchet.workflows.contract.invoice.BusinessKey;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Holds invoices against master data and books. One statement, so one snapshot and one round trip; what the asking run
 * has booked itself is left out everywhere.
 */
final class Lookup {
    /**
     * Every lookup is a LATERAL with a limit, so that it is made by index for each invoice of the group, whatever the
     * planner believes of the size of the books.
     */
    private static final String FACTS = """
            SELECT w.suppliers, s.id, s.active, s.order_required, coalesce(c.minor, 0) AS ceiling,
                EXISTS (SELECT FROM supplier_account a WHERE a.tenant = q.tenant AND a.supplier = s.id
                    AND a.fingerprint = q.fingerprint) AS same_account,
                (SELECT min(a.masked) FROM supplier_account a
                    WHERE a.tenant = q.tenant AND a.supplier = s.id) AS on_file,
                o.supplier AS order_supplier, o.currency AS order_currency, o.total AS order_total,
                coalesce(b.minor, 0)
                    - (SELECT coalesce(sum(CASE e.kind WHEN 'INVOICE' THEN e.size ELSE -e.size END), 0)::bigint
                        FROM entry e
                        WHERE e.tenant = q.tenant AND e.workflow_id = q.workflow AND e.run_id = q.run
                            AND e.order_key = q."order" AND e.supplier = o.supplier
                            AND e.currency = o.currency) AS order_booked,
                d.number AS same_number, n.number AS near_number, i.size AS corrected_size,
                (SELECT coalesce(sum(k.size), 0)::bigint FROM entry k
                    WHERE k.tenant = q.tenant AND k.corrected_key = i.business_key
                        AND (k.workflow_id, k.run_id) <> (q.workflow, q.run)) AS credited
            FROM json_to_recordset(CAST(:asked AS json)) AS q(at int, tenant text, workflow text, run text,
                "taxIds" text[], fingerprint text, "order" text, currency text, key text, date date, size bigint,
                kind text, corrected text)
            CROSS JOIN LATERAL (
                SELECT count(DISTINCT t.supplier) AS suppliers, min(t.supplier) AS sole FROM supplier_tax_id t
                WHERE t.tenant = q.tenant AND t.tax_id = ANY(q."taxIds")) w
            LEFT JOIN LATERAL (
                SELECT * FROM supplier
                WHERE w.suppliers = 1 AND tenant = q.tenant AND id = w.sole LIMIT 1) s ON true
            LEFT JOIN LATERAL (
                SELECT minor FROM supplier_ceiling
                WHERE tenant = q.tenant AND supplier = s.id AND currency = q.currency LIMIT 1) c ON true
            LEFT JOIN LATERAL (
                SELECT p.supplier, p.currency, p.total FROM purchase_order p
                WHERE p.tenant = q.tenant AND p.number_key = q."order"
                ORDER BY (p.supplier = s.id) DESC NULLS LAST, p.supplier LIMIT 1) o ON true
            LEFT JOIN LATERAL (
                SELECT minor FROM order_booked WHERE tenant = q.tenant AND order_key = q."order"
                    AND supplier = o.supplier AND currency = o.currency LIMIT 1) b ON true
            LEFT JOIN LATERAL (
                SELECT number FROM entry e WHERE e.tenant = q.tenant AND e.business_key = s.id || q.key
                    AND (e.workflow_id, e.run_id) <> (q.workflow, q.run) LIMIT 1) d ON true
            LEFT JOIN LATERAL (%s) n ON true
            LEFT JOIN LATERAL (
                SELECT size, business_key FROM entry e WHERE e.tenant = q.tenant
                    AND e.business_key = s.id || q.corrected AND e.currency = q.currency LIMIT 1) i ON true
            ORDER BY q.at""".formatted(Claim.near("s.id", "s.id || q.key"));

    private Lookup() {}

    /** One question as the statement takes it. */
    private record Asked(
            int at,
            String tenant,
            String workflow,
            String run,
            List<String> taxIds,
            @Nullable String fingerprint,
            @Nullable String order,
            String currency,
            String key,
            LocalDate date,
            long size,
            String kind,
            @Nullable String corrected) {
        static Asked of(int at, Question question) {
            InvoiceFacts invoice = question.invoice();
            BankAccount account = invoice.account();
            String order = invoice.orderNumber();
            String corrected = invoice.correctedNumber();
            return new Asked(
                    at,
                    question.tenant().value(),
                    question.run().workflowId(),
                    question.run().runId(),
                    TaxIds.normal(invoice.supplier().taxIds()),
                    account == null ? null : account.fingerprint().hex(),
                    order == null ? null : BusinessKey.number(order),
                    invoice.currency(),
                    BusinessKey.of("", invoice.kind(), invoice.number()),
                    invoice.issueDate(),
                    Math.abs(invoice.gross()),
                    invoice.kind().name(),
                    corrected == null ? null : BusinessKey.of("", InvoiceFacts.Kind.INVOICE, corrected));
        }
    }

    /** One for each, in this order. */
    static List<BooksFacts> facts(Handle handle, List<Question> questions) {
        List<Asked> asked = IntStream.range(0, questions.size())
                .mapToObj(at -> Asked.of(at, questions.get(at)))
                .toList();
        Iterator<Question> next = questions.iterator();
        try (Query query = handle.createQuery(FACTS)) {
            return query.bind("asked", Json.write(asked))
                    .map((row, context) -> facts(row, next.next().invoice()))
                    .list();
        }
    }

    private static BooksFacts facts(ResultSet row, InvoiceFacts invoice) throws SQLException {
        String supplier = row.getString("id");
        BooksFacts.Account account = account(row, invoice);
        Long remaining = row.getString("order_supplier") == null
                ? null
                : row.getLong("order_total") - row.getLong("order_booked");
        Long same = row.getObject("same_number", Long.class);
        Long near = row.getObject("near_number", Long.class);
        return new BooksFacts(
                supplier(row),
                supplier,
                account,
                account == BooksFacts.Account.CHANGED ? row.getString("on_file") : null,
                order(row, invoice, supplier, remaining),
                remaining,
                same != null
                        ? BooksFacts.Duplicate.SAME_NUMBER
                        : near != null ? BooksFacts.Duplicate.NEAR : BooksFacts.Duplicate.NONE,
                same != null ? same : near,
                correction(row, invoice),
                row.getLong("ceiling"));
    }

    private static BooksFacts.Supplier supplier(ResultSet row) throws SQLException {
        long suppliers = row.getLong("suppliers");
        if (suppliers != 1) {
            return suppliers == 0 ? BooksFacts.Supplier.UNKNOWN : BooksFacts.Supplier.AMBIGUOUS;
        }
        return row.getBoolean("active") ? BooksFacts.Supplier.KNOWN : BooksFacts.Supplier.INACTIVE;
    }

    private static BooksFacts.Account account(ResultSet row, InvoiceFacts invoice) throws SQLException {
        if (invoice.account() == null) {
            return BooksFacts.Account.NOT_ON_DOCUMENT;
        }
        if (row.getString("on_file") == null) {
            return BooksFacts.Account.NONE_ON_FILE;
        }
        return row.getBoolean("same_account") ? BooksFacts.Account.SAME : BooksFacts.Account.CHANGED;
    }

    private static BooksFacts.Order order(
            ResultSet row, InvoiceFacts invoice, @Nullable String supplier, @Nullable Long remaining)
            throws SQLException {
        boolean isInvoice = invoice.kind() == InvoiceFacts.Kind.INVOICE;
        if (invoice.orderNumber() == null) {
            return isInvoice && row.getBoolean("order_required")
                    ? BooksFacts.Order.NOT_NAMED
                    : BooksFacts.Order.NOT_REQUIRED;
        }
        if (remaining == null) {
            return BooksFacts.Order.UNKNOWN;
        }
        if (!row.getString("order_supplier").equals(supplier)) {
            return BooksFacts.Order.OTHER_SUPPLIER;
        }
        if (!row.getString("order_currency").equals(invoice.currency())) {
            return BooksFacts.Order.OTHER_CURRENCY;
        }
        return isInvoice && invoice.gross() > remaining + MasterData.ORDER_TOLERANCE
                ? BooksFacts.Order.OVER
                : BooksFacts.Order.MATCHES;
    }

    private static BooksFacts.Correction correction(ResultSet row, InvoiceFacts invoice) throws SQLException {
        if (invoice.kind() == InvoiceFacts.Kind.INVOICE) {
            return BooksFacts.Correction.NOT_A_CORRECTION;
        }
        if (invoice.correctedNumber() == null) {
            return BooksFacts.Correction.NOT_NAMED;
        }
        Long size = row.getObject("corrected_size", Long.class);
        if (size == null) {
            return BooksFacts.Correction.NOT_IN_BOOKS;
        }
        return Math.abs(invoice.gross()) > size - row.getLong("credited")
                ? BooksFacts.Correction.EXCEEDS_CORRECTED
                : BooksFacts.Correction.FOUND;
    }
}
