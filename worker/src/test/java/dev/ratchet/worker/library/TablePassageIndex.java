package dev.ratchet.worker.library;

import dev.ratchet.activities.database.Database;
import dev.ratchet.activities.retrieval.Candidates;
import dev.ratchet.activities.retrieval.PassageIndex;
import dev.ratchet.activities.retrieval.Query;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.retrieval.DocumentVersion;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Passages as rows, those of a document in one transaction; nobody searches them. */
public final class TablePassageIndex implements PassageIndex {
    private static final String TABLE = """
            CREATE TABLE indexed_passage (
                tenant   text NOT NULL,
                document text NOT NULL,
                version  int  NOT NULL,
                number   int  NOT NULL,
                page     int  NOT NULL,
                heading  text NOT NULL,
                place    text NOT NULL,
                text     text NOT NULL,
                PRIMARY KEY (tenant, document, number)
            );
            GRANT SELECT, INSERT, DELETE ON indexed_passage TO ratchet_app;
            """;

    private final Jdbi jdbi;

    TablePassageIndex(Database database) {
        this.jdbi = database.jdbi();
    }

    /** @param owner of the database, in its schema */
    public static void create(Connection owner) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            statement.execute(TABLE);
        }
    }

    @Override
    public void put(TenantId tenant, DocumentVersion version, List<Indexed> passages) {
        jdbi.useTransaction(handle -> {
            lock(handle, version.document());
            delete(handle, tenant, version.document());
            for (Indexed each : passages) {
                handle.execute(
                        "INSERT INTO indexed_passage VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                        tenant.value(),
                        version.document(),
                        version.version(),
                        each.passage().number(),
                        each.passage().page(),
                        each.passage().heading(),
                        each.passage().start() + "-" + each.passage().end(),
                        each.text());
            }
        });
    }

    @Override
    public void delete(TenantId tenant, String document) {
        jdbi.useTransaction(handle -> delete(handle, tenant, document));
    }

    private static void lock(Handle handle, String document) {
        handle.createQuery("SELECT pg_advisory_xact_lock(hashtextextended(:document, 7)) IS NULL")
                .bind("document", document)
                .mapTo(Boolean.class)
                .one();
    }

    private static void delete(Handle handle, TenantId tenant, String document) {
        handle.execute("DELETE FROM indexed_passage WHERE tenant = ? AND document = ?", tenant.value(), document);
    }

    @Override
    public Candidates search(TenantId tenant, Query query) {
        return Candidates.NONE;
    }

    @Override
    public long generation(TenantId tenant) {
        return 0;
    }
}
