package dev.ratchet.activities.masterdata;

import dev.ratchet.workflows.contract.BankAccount;
import dev.ratchet.workflows.contract.BooksFacts;
import dev.ratchet.workflows.contract.BusinessKey;
import dev.ratchet.workflows.contract.InvoiceFacts;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Holds an invoice against master data and books. One statement, so one snapshot and one round trip; what the asking run
 * has booked itself is left out everywhere.
 */
final class Look {
    private static final String FACTS = """
            WITH named AS (
                SELECT DISTINCT supplier FROM supplier_tax_id WHERE tenant = :tenant AND tax_id = ANY(:taxIds)
            ), only AS (
                SELECT s.* FROM supplier s JOIN named ON named.supplier = s.id
                WHERE s.tenant = :tenant AND (SELECT count(*) FROM named) = 1
            )
            SELECT (SELECT count(*) FROM named) AS suppliers, s.id, s.active, s.order_required,
                coalesce(c.minor, 0) AS ceiling,
                EXISTS (SELECT FROM supplier_account a WHERE a.tenant = :tenant AND a.supplier = s.id
                    AND a.fingerprint = :fingerprint) AS same_account,
                (SELECT min(a.masked) FROM supplier_account a WHERE a.tenant = :tenant AND a.supplier = s.id) AS on_file,
                o.supplier AS order_supplier, o.currency AS order_currency, o.total AS order_total,
                (SELECT coalesce(sum(CASE b.kind WHEN 'INVOICE' THEN b.size ELSE -b.size END), 0)::bigint FROM entry b
                    WHERE b.tenant = :tenant AND b.order_key = :order AND b.supplier = o.supplier
                        AND b.currency = o.currency
                        AND (b.workflow_id, b.run_id) <> (:workflow, :run)) AS order_booked,
                d.number AS same_number, n.number AS near_number, i.size AS corrected_size,
                (SELECT coalesce(sum(k.size), 0)::bigint FROM entry k
                    WHERE k.tenant = :tenant AND k.corrected_key = i.business_key
                        AND (k.workflow_id, k.run_id) <> (:workflow, :run)) AS credited
            FROM (SELECT) AS one
            LEFT JOIN only s ON true
            LEFT JOIN supplier_ceiling c ON c.tenant = :tenant AND c.supplier = s.id AND c.currency = :currency
            LEFT JOIN LATERAL (
                SELECT p.supplier, p.currency, p.total FROM purchase_order p
                WHERE p.tenant = :tenant AND p.number_key = :order
                ORDER BY (p.supplier = s.id) DESC NULLS LAST, p.supplier LIMIT 1) o ON true
            LEFT JOIN entry d ON d.tenant = :tenant AND d.business_key = s.id || :key
                AND (d.workflow_id, d.run_id) <> (:workflow, :run)
            LEFT JOIN LATERAL (
                SELECT e.number FROM entry e
                WHERE e.tenant = :tenant AND e.supplier = s.id AND e.date = :date AND e.size = :size
                    AND e.currency = :currency AND e.kind = :kind AND e.business_key <> s.id || :key
                    AND (e.workflow_id, e.run_id) <> (:workflow, :run)
                ORDER BY e.number LIMIT 1) n ON true
            LEFT JOIN entry i ON i.tenant = :tenant AND i.business_key = s.id || :corrected
                AND i.currency = :currency""";

    private Look() {}

    static BooksFacts facts(Handle handle, TenantId tenant, RunRef run, InvoiceFacts invoice) {
        BankAccount account = invoice.account();
        String order = invoice.orderNumber();
        String corrected = invoice.correctedNumber();
        try (Query query = handle.createQuery(FACTS)) {
            return query.bind("tenant", tenant.value())
                    .bindArray("taxIds", String.class, TaxIds.normal(invoice.supplierTaxIds()))
                    .bind(
                            "fingerprint",
                            account == null ? null : account.fingerprint().hex())
                    .bind("order", order == null ? null : BusinessKey.number(order))
                    .bind("workflow", run.workflowId())
                    .bind("run", run.runId())
                    .bind("currency", invoice.currency())
                    .bind("key", BusinessKey.of("", invoice.kind(), invoice.number()))
                    .bind("date", invoice.issueDate())
                    .bind("size", Math.abs(invoice.gross()))
                    .bind("kind", invoice.kind().name())
                    .bind(
                            "corrected",
                            corrected == null ? null : BusinessKey.of("", InvoiceFacts.Kind.INVOICE, corrected))
                    .map((row, context) -> facts(row, invoice))
                    .one();
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
