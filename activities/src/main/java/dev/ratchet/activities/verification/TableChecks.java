package dev.ratchet.activities.verification;

import dev.ratchet.activities.masterdata.MasterData;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.invoice.JournalEntry;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Holds tables against each other: one statement for each kind, answered with the first rows and the count of all. */
final class TableChecks {
    /** @param sql answers with {@code about} and {@code why}, ordered by {@code place} */
    private record TableCheck(DiscrepancyKind kind, String sql) {}

    private static final List<TableCheck> CHECKS = List.of(
            new TableCheck(DiscrepancyKind.EFFECT_MISSING, """
                    SELECT e.number AS place, 'entry ' || e.number AS about,
                        'entry ' || e.number || ' has no row in the effect log' AS why
                    FROM entry e WHERE e.tenant = :tenant AND NOT EXISTS (
                        SELECT FROM effect f WHERE f.tenant = e.tenant AND f.intent = e.intent AND f.kind = :kind)"""),
            new TableCheck(DiscrepancyKind.EFFECT_CHANGED, """
                    SELECT e.number AS place, 'entry ' || e.number AS about,
                        'the effect log says another ' || CASE
                            WHEN f.business_key <> e.business_key THEN 'business key'
                            WHEN (f.workflow_id, f.run_id) <> (e.workflow_id, e.run_id) THEN 'run'
                            WHEN f.authority <> e.authority THEN 'authority'
                            WHEN (f.receipt_kind, f.receipt_id) <> ('entry', e.number::text) THEN 'receipt'
                            ELSE 'time' END
                        || ' of entry ' || e.number AS why
                    FROM entry e JOIN effect f ON f.tenant = e.tenant AND f.intent = e.intent AND f.kind = :kind
                    WHERE e.tenant = :tenant AND e.kind <> 'REVERSAL' AND (
                        (f.business_key, f.workflow_id, f.run_id, f.authority, f.receipt_kind, f.receipt_id)
                            <> (e.business_key, e.workflow_id, e.run_id, e.authority, 'entry', e.number::text)
                        OR f.at NOT BETWEEN e.posted_at - :clock * interval '1 second'
                            AND e.posted_at + :clock * interval '1 second')"""),
            new TableCheck(DiscrepancyKind.EFFECT_WITHOUT_ENTRY, """
                    SELECT f.receipt_id AS place, f.receipt_kind || ' ' || f.receipt_id AS about,
                        'the effect log has ' || f.business_key || ' as ' || f.receipt_kind || ' ' || f.receipt_id
                            || ', and no entry is of that intent' AS why
                    FROM effect f WHERE f.tenant = :tenant AND f.kind = :kind AND NOT EXISTS (
                        SELECT FROM entry e WHERE e.tenant = f.tenant AND e.intent = f.intent)"""),
            new TableCheck(DiscrepancyKind.LINE_WITHOUT_ENTRY, """
                    SELECT l.entry AS place, 'entry ' || l.entry AS about,
                        'there are ' || count(*) || ' lines of entry ' || l.entry || ' and no such entry' AS why
                    FROM line l WHERE l.tenant = :tenant AND NOT EXISTS (
                        SELECT FROM entry e WHERE e.tenant = l.tenant AND e.number = l.entry)
                    GROUP BY l.entry"""),
            new TableCheck(DiscrepancyKind.BOOKED_TWICE, """
                    SELECT min(e.number) AS place, 'entry ' || max(e.number) AS about,
                        'entries ' || min(e.number) || ' and ' || max(e.number) || ' are of the same intent' AS why
                    FROM entry e WHERE e.tenant = :tenant AND e.kind <> 'REVERSAL' GROUP BY e.intent HAVING count(*) > 1
                    UNION ALL
                    SELECT min(e.number), 'entry ' || max(e.number),
                        'entries ' || min(e.number) || ' and ' || max(e.number) || ' are both ' || e.business_key
                    FROM entry e WHERE e.tenant = :tenant
                    GROUP BY e.business_key HAVING count(DISTINCT e.intent) > 1"""),
            new TableCheck(DiscrepancyKind.USE_WITHOUT_ENTRY, """
                    SELECT u.approval AS place, 'approval ' || u.approval AS about,
                        'approval ' || u.approval || ' is on record as used for an effect that does not rest on it' AS why
                    FROM authorization_use u
                    LEFT JOIN effect f ON f.tenant = u.tenant AND f.intent = u.intent
                    LEFT JOIN entry e ON e.tenant = u.tenant AND e.intent = u.intent
                    WHERE u.tenant = :tenant AND (f.intent IS NULL
                        OR (f.kind = :kind AND coalesce(strpos(e.authorized_by, u.approval), 0) = 0))"""),
            new TableCheck(DiscrepancyKind.APPROVAL_USED_TWICE, """
                    SELECT u.approval AS place, 'approval ' || u.approval AS about,
                        'approval ' || u.approval || ' is used ' || count(*) || ' times' AS why
                    FROM authorization_use u WHERE u.tenant = :tenant GROUP BY u.approval HAVING count(*) > 1"""),
            new TableCheck(DiscrepancyKind.ORDER_SUM_CHANGED, """
                    SELECT coalesce(b.order_key, e.order_key) AS place,
                        'order ' || coalesce(b.order_key, e.order_key) AS about,
                        'order ' || coalesce(b.order_key, e.order_key) || ' of ' || coalesce(b.supplier, e.supplier)
                            || ' is kept as booked with ' || coalesce(b.minor, 0) || ' minor units of '
                            || coalesce(b.currency, e.currency) || ', and its entries come to ' || coalesce(e.minor, 0) AS why
                    FROM (SELECT * FROM order_booked WHERE tenant = :tenant) b
                    FULL JOIN (
                        SELECT order_key, supplier, currency, sum(CASE kind WHEN 'INVOICE' THEN on_order ELSE -on_order END) AS minor
                        FROM entry WHERE tenant = :tenant AND order_key IS NOT NULL
                        GROUP BY order_key, supplier, currency) e
                    ON e.order_key = b.order_key AND e.supplier = b.supplier AND e.currency = b.currency
                    WHERE b.minor IS DISTINCT FROM e.minor"""),
            new TableCheck(DiscrepancyKind.ORDER_EXCEEDED, """
                    SELECT o.number_key AS place, 'order ' || o.number_key AS about,
                        'rules alone booked ' || e.minor || ' minor units of ' || o.currency || ' on order ' || o.number_key
                            || ' of ' || o.supplier || ', whose total is ' || o.total AS why
                    FROM purchase_order o
                    JOIN (
                        SELECT order_key, supplier, currency, sum(CASE kind WHEN 'INVOICE' THEN on_order ELSE -on_order END) AS minor
                        FROM entry WHERE tenant = :tenant AND order_key IS NOT NULL
                        GROUP BY order_key, supplier, currency
                        HAVING bool_and(authority LIKE 'policy %')) e
                    ON e.order_key = o.number_key AND e.supplier = o.supplier AND e.currency = o.currency
                    WHERE o.tenant = :tenant AND e.minor > o.total + :tolerance"""),
            new TableCheck(DiscrepancyKind.REVERSAL_MISMATCH, """
                    SELECT r.number AS place, 'entry ' || r.number AS about,
                        'entry ' || r.number || ' is not the opposite of the entry that it reverses' AS why
                    FROM entry r LEFT JOIN entry e ON e.tenant = r.tenant AND e.kind = 'INVOICE' AND e.number < r.number
                        AND e.number::text = split_part(r.business_key, '/', 3)
                    WHERE r.tenant = :tenant AND r.kind = 'REVERSAL' AND (e.number IS NULL
                        OR (e.supplier, e.currency, e.size, e.invoice_number)
                            <> (r.supplier, r.currency, r.size, r.corrected_number)
                        OR e.order_number IS DISTINCT FROM r.order_number
                        OR (SELECT array_agg(l.account || ' ' || l.minor ORDER BY l.position) FROM line l
                                WHERE l.tenant = r.tenant AND l.entry = r.number)
                            IS DISTINCT FROM
                            (SELECT array_agg(l.account || ' ' || -l.minor ORDER BY l.position) FROM line l
                                WHERE l.tenant = e.tenant AND l.entry = e.number))"""),
            new TableCheck(DiscrepancyKind.SETTLEMENT_MISMATCH, """
                    WITH said AS (
                        SELECT f.number, f.supplier, f.currency, s.value AS settled
                        FROM entry f, json_array_elements(f.ties::json -> 'settles') AS s
                        WHERE f.tenant = :tenant AND f.ties IS NOT NULL)
                    SELECT coalesce(f.number, t.entry) AS place, 'entry ' || coalesce(f.number, t.entry) AS about,
                        'what entry ' || coalesce(f.number, t.entry) || ' is on record as settling is not what it says' AS why
                    FROM said f
                    FULL JOIN (SELECT * FROM settlement WHERE tenant = :tenant) t
                        ON t.entry = f.number AND t.settled = (f.settled ->> 'number')::bigint
                    LEFT JOIN entry e ON e.tenant = :tenant AND e.number = t.settled
                    WHERE f.number IS NULL OR t.entry IS NULL OR e.number IS NULL OR e.kind <> 'INVOICE'
                        OR e.number > f.number OR (e.supplier, e.currency) <> (f.supplier, f.currency)
                        OR EXISTS (SELECT FROM entry r WHERE r.tenant = e.tenant
                            AND r.business_key = e.supplier || '/REVERSAL/' || e.number)
                        OR (SELECT array_agg((l.value ->> 'account') || ' ' || (l.value ->> 'minor') ORDER BY l.ordinality)
                                FROM json_array_elements(f.settled -> 'lines') WITH ORDINALITY AS l)
                            IS DISTINCT FROM
                            (SELECT array_agg(l.account || ' ' || l.minor ORDER BY l.position) FROM line l
                                WHERE l.tenant = e.tenant AND l.entry = e.number)"""),
            new TableCheck(DiscrepancyKind.TIES_CHANGED, """
                    SELECT coalesce(b.supplier, e.supplier) AS place,
                        'supplier ' || coalesce(b.supplier, e.supplier) AS about,
                        'supplier ' || coalesce(b.supplier, e.supplier) || ' is kept as prepaid with '
                            || coalesce(b.minor, 0) || ' minor units of ' || coalesce(b.currency, e.currency)
                            || ', and its entries come to ' || coalesce(e.minor, 0) AS why
                    FROM (SELECT * FROM prepayments_booked WHERE tenant = :tenant) b
                    FULL JOIN (
                        SELECT supplier, currency, sum(prepayments) AS minor FROM entry
                        WHERE tenant = :tenant AND prepayments IS NOT NULL GROUP BY supplier, currency) e
                    ON e.supplier = b.supplier AND e.currency = b.currency
                    WHERE b.minor IS DISTINCT FROM e.minor
                    UNION ALL
                    SELECT coalesce(r.key, e.key), 'entry ' || coalesce(r.entry, e.entry),
                        'entry ' || coalesce(r.entry, e.entry) || ' is on record as referring to other invoices than it does'
                    FROM (SELECT * FROM reference WHERE tenant = :tenant) r
                    FULL JOIN (
                        SELECT corrected_key AS key, number AS entry FROM entry
                        WHERE tenant = :tenant AND kind = 'INVOICE' AND corrected_key IS NOT NULL
                        UNION
                        SELECT k.value, f.number FROM entry f, json_array_elements_text(f.ties::json -> 'alsoKeys') AS k
                        WHERE f.tenant = :tenant AND f.kind = 'INVOICE' AND f.ties IS NOT NULL) e
                    ON e.key = r.key AND e.entry = r.entry
                    WHERE r.key IS NULL OR e.key IS NULL"""),
            new TableCheck(DiscrepancyKind.RUN_WITHOUT_ENTRY, """
                    SELECT r.workflow_id AS place, r.workflow_id AS about,
                        'the record of this run says that it booked an entry, and no entry is of this run' AS why
                    FROM run r
                    WHERE r.tenant = :tenant AND r.summary LIKE '%"outcome":"POSTED"%'
                        AND r.summary LIKE '%"receipt":{"kind":"entry"%' AND NOT EXISTS (
                            SELECT FROM entry e WHERE e.tenant = r.tenant AND e.workflow_id = r.workflow_id
                                AND e.run_id = r.run_id)"""));

    private TableChecks() {}

    /** One row that was found, and how many there are. */
    private record Row(String about, String why, long count) {}

    static void check(Handle handle, TenantId tenant, Duration clock, Tally tally) {
        for (TableCheck check : CHECKS) {
            String sql = "SELECT q.about, q.why, count(*) OVER () AS count FROM (" + check.sql()
                    + ") q ORDER BY q.place LIMIT :most";
            try (Query query = handle.createQuery(sql)) {
                List<Row> rows = query.bind("tenant", tenant.value())
                        .bind("kind", JournalEntry.POSTING)
                        .bind("clock", clock.toSeconds())
                        .bind("tolerance", MasterData.ORDER_TOLERANCE)
                        .bind("most", Verification.MOST)
                        .map((row, context) ->
                                new Row(row.getString("about"), row.getString("why"), row.getLong("count")))
                        .list();
                rows.forEach(row -> tally.add(check.kind(), row.about(), "%s", row.why()));
                if (!rows.isEmpty()) {
                    tally.more(check.kind(), rows.get(0).count() - rows.size());
                }
            }
        }
    }
}
