package dev.ratchet.activities.ledger;

import dev.ratchet.workflows.contract.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** A tenant's entries with their lines, in order, a few hundred rows in memory at a time; inside a transaction only. */
public final class StoredRows implements Iterator<StoredRows.Stored>, AutoCloseable {
    private static final int FETCH = 500;

    private static final String ROWS = """
            SELECT e.*, l.account, l.currency AS line_currency, l.minor
            FROM entry e LEFT JOIN line l ON l.tenant = e.tenant AND l.entry = e.number
            WHERE e.tenant = :tenant AND e.number > :after ORDER BY e.number, l.position""";

    private final Query query;
    private final ResultIterator<Joined> joined;
    private @Nullable Joined ahead;

    /** @param hash as stored, which may differ from what the row hashes to */
    public record Stored(Row row, String hash) {}

    private record Joined(Stored entry, Row.@Nullable Line line) {}

    /** @param after number of the entry before the first one */
    public StoredRows(Handle handle, TenantId tenant, long after) {
        query = handle.createQuery(ROWS)
                .bind("tenant", tenant.value())
                .bind("after", after)
                .setFetchSize(FETCH);
        joined = query.map((row, context) -> joined(row)).iterator();
        ahead = joined.hasNext() ? joined.next() : null;
    }

    @Override
    public boolean hasNext() {
        return ahead != null;
    }

    @Override
    public Stored next() {
        Joined first = ahead;
        if (first == null) {
            throw new NoSuchElementException();
        }
        List<Row.Line> lines = new ArrayList<>();
        Joined at = first;
        while (at != null && at.entry().row().number() == first.entry().row().number()) {
            if (at.line() != null) {
                lines.add(at.line());
            }
            at = joined.hasNext() ? joined.next() : null;
        }
        ahead = at;
        return new Stored(first.entry().row().with(lines), first.entry().hash());
    }

    @Override
    public void close() {
        joined.close();
        query.close();
    }

    private static Joined joined(ResultSet row) throws SQLException {
        String account = row.getString("account");
        return new Joined(
                new Stored(header(row), row.getString("row_hash")),
                account == null ? null : new Row.Line(account, row.getString("line_currency"), row.getLong("minor")));
    }

    private static Row header(ResultSet row) throws SQLException {
        return new Row(
                row.getString("tenant"),
                row.getLong("number"),
                row.getObject("posted_at", OffsetDateTime.class).toInstant(),
                row.getObject("date", LocalDate.class),
                row.getString("kind"),
                row.getString("supplier"),
                row.getString("invoice_number"),
                row.getString("business_key"),
                row.getString("currency"),
                row.getString("order_number"),
                row.getString("order_key"),
                row.getString("corrected_number"),
                row.getString("corrected_key"),
                row.getLong("size"),
                row.getObject("on_order", Long.class),
                row.getObject("prepayments", Long.class),
                row.getString("ties"),
                row.getString("document"),
                row.getString("intent"),
                row.getString("workflow_id"),
                row.getString("run_id"),
                row.getString("authority"),
                row.getString("authorized_by"),
                row.getString("prev_hash"),
                List.of());
    }
}
