package dev.ratchet.activities.masterdata.history;

import dev.ratchet.workflows.contract.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** The records of one tenant's history. */
final class StoredChanges {
    private static final String OF_TENANT = "SELECT * FROM master_data_change c WHERE c.tenant = :tenant ";
    private static final int FETCH = 50;

    private final Handle handle;
    private final String tenant;

    StoredChanges(Handle handle, TenantId tenant) {
        this.handle = handle;
        this.tenant = tenant.value();
    }

    /** The last {@code most}, oldest first. */
    List<Change> last(int most) {
        try (Query query = handle.createQuery(
                "SELECT * FROM (" + OF_TENANT + "ORDER BY c.number DESC LIMIT :most) AS l ORDER BY l.number")) {
            return query.bind("tenant", tenant)
                    .bind("most", most)
                    .map((row, context) -> change(row))
                    .list();
        }
    }

    /** What waits and still stands on what is in force, oldest first. */
    List<Change> pending() {
        try (Query query =
                handle.createQuery(OF_TENANT + "AND c.event = 'HELD' AND c.based_on = :inForce ORDER BY c.number")) {
            return query.bind("tenant", tenant)
                    .bind("inForce", inForce())
                    .map((row, context) -> change(row))
                    .list();
        }
    }

    Optional<Change> find(long number) {
        try (Query query = handle.createQuery(OF_TENANT + "AND c.number = :number")) {
            return query.bind("tenant", tenant)
                    .bind("number", number)
                    .map((row, context) -> change(row))
                    .findOne();
        }
    }

    /** The confirmation of a change. */
    Optional<Change> confirmationOf(long number) {
        try (Query query = handle.createQuery(OF_TENANT + "AND c.confirms = :number")) {
            return query.bind("tenant", tenant)
                    .bind("number", number)
                    .map((row, context) -> change(row))
                    .findOne();
        }
    }

    /** Number of the last change that wrote master data; 0 when none did. */
    long inForce() {
        try (Query query = handle.createQuery("""
                SELECT coalesce(max(number), 0) FROM master_data_change
                WHERE tenant = :tenant AND event <> 'HELD'""")) {
            return query.bind("tenant", tenant).mapTo(Long.class).one();
        }
    }

    /** Each in order, a few in memory at a time; inside a transaction. */
    void each(Consumer<Change> reader) {
        try (Query query = handle.createQuery(OF_TENANT + "ORDER BY c.number")) {
            query.bind("tenant", tenant)
                    .setFetchSize(FETCH)
                    .map((row, context) -> change(row))
                    .forEach(reader);
        }
    }

    /** What is new of a record; the database says the rest. */
    Change append(Change change) {
        try (Query query = handle.createQuery("""
                INSERT INTO master_data_change
                    (tenant, event, person, based_on, file, differences, content, confirms, key, signature)
                VALUES (:tenant, :event, :person, :basedOn, :file, :differences, :content, :confirms, :key, :signature)
                RETURNING *""")) {
            return query.bind("tenant", tenant)
                    .bind("event", change.event().name())
                    .bind("person", change.person())
                    .bind("basedOn", change.basedOn())
                    .bind("file", change.file())
                    .bind("differences", change.differences())
                    .bind("content", change.content())
                    .bind("confirms", change.confirms())
                    .bind("key", change.key())
                    .bind("signature", change.signature())
                    .map((row, context) -> change(row))
                    .one();
        }
    }

    private static Change change(ResultSet row) throws SQLException {
        return new Change(
                row.getLong("number"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                Change.Event.valueOf(row.getString("event")),
                row.getString("person"),
                row.getLong("based_on"),
                row.getString("file"),
                row.getString("differences"),
                row.getString("content"),
                row.getObject("confirms", Long.class),
                row.getString("key"),
                row.getString("signature"),
                row.getString("prev_hash"),
                row.getString("row_hash"));
    }
}
