package dev.ratchet.activities.library;

import dev.ratchet.activities.database.Database;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.retrieval.DocumentVersion;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** In the tables of the library. */
public final class PostgresLibrary implements Library {
    private static final String SHELVED = """
            SELECT d.id, d.name, v.version, coalesce(v.version = d.current, false) AS current, v.content, v.format, v.body,
                v.passages, v.count, v.uploader, v.at
            FROM library_document d JOIN library_version v ON (v.tenant, v.document) = (d.tenant, d.id)
            WHERE d.tenant = :tenant AND v.state = 'READY'""";

    private final Jdbi jdbi;

    public PostgresLibrary(Database database) {
        this.jdbi = database.jdbi();
    }

    @Override
    public List<Shelved> documents(TenantId tenant, @Nullable String after, int most) {
        return jdbi.withHandle(handle -> handle.createQuery(SHELVED + """
                         AND v.version = d.current AND d.name > :after ORDER BY d.name LIMIT :most""")
                .bind("tenant", tenant.value())
                .bind("after", after == null ? "" : after)
                .bind("most", most)
                .map((row, context) -> shelved(row))
                .list());
    }

    @Override
    public boolean isCurrent(TenantId tenant, DocumentVersion version) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT EXISTS (SELECT FROM library_document d
                            JOIN library_version v ON (v.tenant, v.document, v.version) = (d.tenant, d.id, d.current)
                            WHERE d.tenant = :tenant AND d.id = :document AND v.version = :version
                                AND v.content = :content AND v.state = 'READY')""")
                .bind("tenant", tenant.value())
                .bind("document", version.document())
                .bind("version", version.version())
                .bind("content", version.content().hex())
                .mapTo(Boolean.class)
                .one());
    }

    @Override
    public List<Shelved> versions(TenantId tenant, String document) {
        return jdbi.withHandle(handle -> handle.createQuery(SHELVED + " AND d.id = :document ORDER BY v.version DESC")
                .bind("tenant", tenant.value())
                .bind("document", document)
                .map((row, context) -> shelved(row))
                .list());
    }

    @Override
    public boolean remove(TenantId tenant, String document, String person) {
        return jdbi.inTransaction(handle -> {
            if (!locked(handle, tenant, document)) {
                return false;
            }
            for (String statement :
                    List.of("""
                    INSERT INTO library_left (tenant, document, digest)
                    SELECT DISTINCT tenant, document, digest FROM library_content
                    WHERE tenant = :tenant AND document = :document ON CONFLICT DO NOTHING""", """
                    INSERT INTO library_removal (tenant, document, versions, turns, person)
                    SELECT tenant, id, versions, turns, :person FROM library_document
                    WHERE tenant = :tenant AND id = :document""", "DELETE FROM library_document WHERE tenant = :tenant AND id = :document")) {
                handle.createUpdate(statement)
                        .bind("tenant", tenant.value())
                        .bind("document", document)
                        .bind("person", person)
                        .execute();
            }
            return true;
        });
    }

    private static Shelved shelved(ResultSet row) throws SQLException {
        return new Shelved(
                row.getString("name"),
                new DocumentVersion(row.getString("id"), row.getInt("version"), new Digest(row.getString("content"))),
                row.getBoolean("current"),
                row.getString("format"),
                new Digest(row.getString("body")),
                new Digest(row.getString("passages")),
                row.getInt("count"),
                row.getString("uploader"),
                row.getObject("at", OffsetDateTime.class).toInstant());
    }

    @Override
    public boolean beingRemoved(TenantId tenant, String document) {
        return Removals.unfinished(jdbi, tenant, document);
    }

    private static boolean locked(Handle handle, TenantId tenant, String document) {
        Optional<String> name = handle.createQuery(
                        "SELECT name FROM library_document WHERE tenant = :tenant AND id = :document FOR UPDATE")
                .bind("tenant", tenant.value())
                .bind("document", document)
                .mapTo(String.class)
                .findOne();
        return name.isPresent();
    }
}
