package dev.ratchet.activities.masterdata;

import dev.ratchet.activities.database.Json;
import dev.ratchet.activities.masterdata.MasterData.Question;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.invoice.BankAccount;
import dev.ratchet.workflows.contract.invoice.Booking;
import dev.ratchet.workflows.contract.invoice.BooksFacts;
import dev.ratchet.workflows.contract.invoice.BusinessKey;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import dev.ratchet.workflows.contract.invoice.InvoiceTypes;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
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
                (SELECT array_agg(a.fingerprint) FROM supplier_account a WHERE a.tenant = q.tenant AND a.supplier = s.id
                    AND a.fingerprint = ANY(q.fingerprints)) AS known_accounts,
                (SELECT min(a.masked) FROM supplier_account a
                    WHERE a.tenant = q.tenant AND a.supplier = s.id) AS on_file,
                o.supplier AS order_supplier, o.currency AS order_currency, o.total AS order_total,
                coalesce(b.minor, 0)
                    - (SELECT coalesce(sum(CASE e.kind WHEN 'INVOICE' THEN e.on_order ELSE -e.on_order END), 0)::bigint
                        FROM entry e
                        WHERE e.tenant = q.tenant AND e.workflow_id = q.workflow AND e.run_id = q.run
                            AND e.order_key = q."order" AND e.supplier = o.supplier
                            AND e.currency = o.currency) AS order_booked,
                d.number AS same_number, n.number AS near_number,
                (SELECT sum(i.size)::bigint FROM entry i WHERE i.tenant = q.tenant
                    AND %3$s
                    AND i.currency = q.currency) AS corrected_size,
                (SELECT coalesce(sum(k.size), 0)::bigint FROM entry k
                    WHERE k.tenant = q.tenant AND k.corrected_key = s.id || q.corrected
                        AND k.kind IN ('CREDIT_NOTE', 'REVERSAL')
                        AND (k.workflow_id, k.run_id) <> (q.workflow, q.run)) AS credited,
                (SELECT json_agg(same.known) FROM (
                    SELECT %1$s AS known FROM entry e WHERE e.tenant = q.tenant
                        AND %4$s
                        AND (e.workflow_id, e.run_id) <> (q.workflow, q.run)
                    ORDER BY e.business_key LIMIT 4) same) AS same_numbers,
                (SELECT json_agg(named.known) FROM unnest(q.named) WITH ORDINALITY AS asked(key, place)
                    CROSS JOIN LATERAL (
                        SELECT %1$s AS known FROM entry e WHERE e.tenant = q.tenant
                            AND %5$s
                            AND (e.workflow_id, e.run_id) <> (q.workflow, q.run)
                        ORDER BY e.business_key LIMIT 2) named) AS named,
                (SELECT json_agg(referring.known) FROM (
                    SELECT %1$s AS known FROM reference f
                    JOIN entry e ON e.tenant = f.tenant AND e.number = f.entry
                    WHERE f.tenant = q.tenant AND f.key = s.id || q.key
                        AND (e.workflow_id, e.run_id) <> (q.workflow, q.run)
                    ORDER BY f.entry LIMIT 4) referring) AS referring,
                coalesce(v.minor, 0) AS prepayments,
                w.own, (SELECT EXISTS (SELECT FROM company c WHERE c.tenant = q.tenant)) AS companies,
                EXISTS (SELECT FROM company_tax_id t WHERE t.tenant = q.tenant AND t.tax_id = ANY(q."buyerIds"))
                    OR EXISTS (SELECT FROM company_name c
                        WHERE c.tenant = q.tenant AND c.name_key = q."buyerName") AS buyer_own
            FROM json_to_recordset(CAST(:asked AS json)) AS q(at int, tenant text, workflow text, run text,
                "taxIds" text[], fingerprints text[], "order" text, currency text, key text, date date, size bigint,
                kind text, corrected text, named text[], prepaid boolean, "buyerIds" text[], "buyerName" text)
            CROSS JOIN LATERAL (
                SELECT count(DISTINCT t.supplier) AS suppliers, min(t.supplier) AS sole,
                    EXISTS (SELECT FROM company_tax_id c
                        WHERE c.tenant = q.tenant AND c.tax_id = ANY(q."taxIds")) AS own
                FROM supplier_tax_id t
                WHERE t.tenant = q.tenant AND t.tax_id = ANY(q."taxIds")) w
            LEFT JOIN LATERAL (
                SELECT * FROM supplier
                WHERE w.suppliers = 1 AND NOT w.own AND tenant = q.tenant AND id = w.sole LIMIT 1) s ON true
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
                SELECT number FROM entry e WHERE e.tenant = q.tenant
                    AND %4$s
                    AND e.date = q.date AND e.size = q.size AND e.currency = q.currency
                    AND (e.workflow_id, e.run_id) <> (q.workflow, q.run) LIMIT 1) d ON true
            LEFT JOIN LATERAL (%2$s) n ON true
            LEFT JOIN LATERAL (
                SELECT minor FROM prepayments_booked WHERE q.prepaid
                    AND tenant = q.tenant AND supplier = s.id AND currency = q.currency LIMIT 1) v ON true
            ORDER BY q.at""".formatted(
                    EarlierEntry.JSON,
                    Claim.near("s.id", "s.id || q.key"),
                    EarlierEntry.ofNumber("i", "s.id || q.corrected"),
                    EarlierEntry.ofNumber("e", "s.id || q.key"),
                    EarlierEntry.ofNumber("e", "s.id || asked.key"));

    private Lookup() {}

    /** One question as the statement takes it. */
    private record Asked(
            int at,
            String tenant,
            String workflow,
            String run,
            List<String> taxIds,
            List<String> fingerprints,
            @Nullable String order,
            String currency,
            String key,
            LocalDate date,
            long size,
            String kind,
            @Nullable String corrected,
            List<String> named,
            boolean prepaid,
            List<String> buyerIds,
            @Nullable String buyerName) {
        static Asked of(int at, Question question) {
            InvoiceFacts invoice = question.invoice();
            String order = invoice.order();
            String corrected = invoice.correctedNumber();
            return new Asked(
                    at,
                    question.tenant().value(),
                    question.run().workflowId(),
                    question.run().runId(),
                    TaxIds.normal(question.parties().supplier().taxIds()),
                    invoice.accounts().stream()
                            .map(account -> account.fingerprint().hex())
                            .toList(),
                    order == null ? null : BusinessKey.number(order),
                    invoice.currency(),
                    BusinessKey.of("", invoice.bookedAs(), invoice.number()),
                    invoice.issueDate(),
                    Booking.size(invoice),
                    invoice.bookedAs().name(),
                    corrected == null ? null : BusinessKey.of("", InvoiceFacts.Kind.INVOICE, corrected),
                    invoice.preceding().stream()
                            .map(named -> BusinessKey.of("", InvoiceFacts.Kind.INVOICE, named))
                            .distinct()
                            .toList(),
                    invoice.prepaid() != 0 || invoice.typeCode().equals(InvoiceTypes.PREPAYMENT),
                    TaxIds.normal(question.parties().buyer().taxIds()),
                    CompanyNames.key(question.parties().buyer().name()));
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
                    .map((row, context) -> facts(row, next.next()))
                    .list();
        }
    }

    private static BooksFacts facts(ResultSet row, Question question) throws SQLException {
        InvoiceFacts invoice = question.invoice();
        String supplier = row.getString("id");
        List<String> otherAccounts = otherAccounts(row, invoice);
        BooksFacts.Account account = account(row, invoice, otherAccounts);
        Long same = row.getObject("same_number", Long.class);
        Long near = row.getObject("near_number", Long.class);
        Tying.Tied tied = Tying.of(invoice, earlier(row), row.getLong("prepayments"));
        BooksFacts withoutOrder = new BooksFacts(
                supplier(row),
                supplier,
                account,
                otherAccounts.isEmpty() ? null : row.getString("on_file"),
                otherAccounts,
                buyer(row, question.parties().buyer()),
                BooksFacts.Order.NOT_REQUIRED,
                null,
                same != null
                        ? BooksFacts.Duplicate.SAME_NUMBER
                        : near != null ? BooksFacts.Duplicate.NEAR : BooksFacts.Duplicate.NONE,
                same != null ? same : near,
                correction(row, invoice),
                supplier == null ? null : tied.tie(),
                tied.earlier(),
                supplier == null ? List.of() : tied.choices(),
                row.getLong("ceiling"));
        return OrderUse.of(row, question, withoutOrder);
    }

    private static List<Tying.Found> earlier(ResultSet row) throws SQLException {
        List<Tying.Found> earlier = new ArrayList<>();
        read(earlier, BooksFacts.Bearing.SAME_NUMBER, row.getString("same_numbers"));
        read(earlier, BooksFacts.Bearing.NAMED, row.getString("named"));
        read(earlier, BooksFacts.Bearing.REFERS_HERE, row.getString("referring"));
        return earlier;
    }

    private static void read(List<Tying.Found> earlier, BooksFacts.Bearing bearing, @Nullable String json) {
        if (json != null) {
            for (EarlierEntry entry : CanonicalJson.read(json, EarlierEntry[].class)) {
                earlier.add(new Tying.Found(bearing, entry));
            }
        }
    }

    private static BooksFacts.@Nullable Buyer buyer(ResultSet row, MasterData.Party buyer) throws SQLException {
        if (!row.getBoolean("companies") || row.getBoolean("buyer_own")) {
            return null;
        }
        return TaxIds.normal(buyer.taxIds()).isEmpty() && CompanyNames.key(buyer.name()) == null
                ? BooksFacts.Buyer.NOT_NAMED
                : BooksFacts.Buyer.OTHER;
    }

    private static BooksFacts.Supplier supplier(ResultSet row) throws SQLException {
        if (row.getBoolean("own")) {
            return BooksFacts.Supplier.OWN;
        }
        long suppliers = row.getLong("suppliers");
        if (suppliers != 1) {
            return suppliers == 0 ? BooksFacts.Supplier.UNKNOWN : BooksFacts.Supplier.AMBIGUOUS;
        }
        return row.getBoolean("active") ? BooksFacts.Supplier.KNOWN : BooksFacts.Supplier.INACTIVE;
    }

    private static BooksFacts.Account account(ResultSet row, InvoiceFacts invoice, List<String> others)
            throws SQLException {
        if (invoice.accounts().isEmpty()) {
            return BooksFacts.Account.NOT_ON_DOCUMENT;
        }
        if (row.getString("on_file") == null) {
            return BooksFacts.Account.NONE_ON_FILE;
        }
        return others.isEmpty() ? BooksFacts.Account.SAME : BooksFacts.Account.CHANGED;
    }

    /** Where none is on file there is nothing to compare; but then all that the document names should be one. */
    private static List<String> otherAccounts(ResultSet row, InvoiceFacts invoice) throws SQLException {
        if (row.getString("on_file") == null) {
            return invoice.accounts().stream().skip(1).map(BankAccount::masked).toList();
        }
        Array known = row.getArray("known_accounts");
        List<String> onFile = known == null ? List.of() : List.of((String[]) known.getArray());
        return invoice.accounts().stream()
                .filter(account -> !onFile.contains(account.fingerprint().hex()))
                .map(BankAccount::masked)
                .toList();
    }

    private static BooksFacts.Correction correction(ResultSet row, InvoiceFacts invoice) throws SQLException {
        if (invoice.bookedAs() == InvoiceFacts.Kind.INVOICE) {
            return BooksFacts.Correction.NOT_A_CORRECTION;
        }
        if (invoice.correctedNumber() == null) {
            return BooksFacts.Correction.NOT_NAMED;
        }
        Long size = row.getObject("corrected_size", Long.class);
        if (size == null) {
            return BooksFacts.Correction.NOT_IN_BOOKS;
        }
        return Booking.size(invoice) > size - row.getLong("credited")
                ? BooksFacts.Correction.EXCEEDS_CORRECTED
                : BooksFacts.Correction.FOUND;
    }
}
