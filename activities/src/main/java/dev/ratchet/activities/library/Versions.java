package dev.ratchet.activities.library;

import dev.ratchet.activities.database.Database;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.library.LibraryActivities.Publication;
import dev.ratchet.workflows.contract.library.LibraryActivities.Standing;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** The versions of documents on their way into the library, as rows. Each method is one transaction. */
final class Versions {
    private final Jdbi jdbi;

    Versions(Database database) {
        this.jdbi = database.jdbi();
    }

    private record Document(@Nullable Integer current, int versions, long turns, long indexing) {}

    /** The person who uploaded both the request and the bytes that it names; empty when nobody did. */
    Optional<String> uploader(Asked asked) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT asked.person FROM uploader asked JOIN uploader brought
                            ON (brought.tenant, brought.person) = (asked.tenant, asked.person)
                        WHERE asked.tenant = :tenant AND asked.digest = :intake AND brought.digest = :content
                        ORDER BY asked.at LIMIT 1""")
                .bind("tenant", asked.tenant().value())
                .bind("intake", asked.intake().hex())
                .bind("content", asked.request().content().hex())
                .mapTo(String.class)
                .findOne());
    }

    /** The current version, when it has these bytes and another run published it. */
    Optional<Version> known(Asked asked) {
        return jdbi.withHandle(handle -> of(handle, asked, " AND v.version = d.current"))
                .filter(version -> !version.run().equals(asked.run()));
    }

    /** The version of these bytes; empty when the document was removed. */
    Optional<Version> of(Asked asked) {
        return jdbi.withHandle(handle -> of(handle, asked, ""));
    }

    private static Optional<Version> of(Handle handle, Asked asked, String which) {
        return bound(handle.createQuery(Version.SELECT + " AND v.content = :content" + which), asked)
                .bind("content", asked.request().content().hex())
                .map((row, context) -> Version.of(row))
                .findOne();
    }

    /**
     * The version of these bytes, made when there is none. Another run takes it over, and it is the newest again. A version that was
     * ready once keeps the text that it had.
     *
     * @param body digest of the text that was read now
     */
    Version begin(Asked asked, String uploader, String format, Digest body) {
        return jdbi.inTransaction(handle -> {
            create(handle, asked);
            Document document = locked(handle, asked).orElseThrow();
            Version old = of(handle, asked, "").orElse(null);
            if (old == null) {
                insert(handle, asked, uploader, format, body, document);
            } else if (!old.run().equals(asked.run())) {
                takeOver(handle, asked, uploader, old, document);
            }
            if (old != null && !old.ready() && !old.body().equals(body)) {
                readAgain(handle, asked, format, body);
            }
            Version begun = of(handle, asked, "").orElseThrow();
            refer(handle, asked, begun, List.of(begun.id().content(), begun.body()));
            return begun;
        });
    }

    /** Numbers go on where those of a removed document ended. */
    private static void create(Handle handle, Asked asked) {
        bound(handle.createUpdate("""
                        INSERT INTO library_document (tenant, id, name, versions, turns)
                        SELECT :tenant, :document, :name, coalesce(max(versions), 0), coalesce(max(turns), 0)
                        FROM library_removal WHERE tenant = :tenant AND document = :document
                        ON CONFLICT (tenant, id) DO NOTHING"""), asked)
                .bind("name", asked.request().name())
                .execute();
    }

    private static Optional<Document> locked(Handle handle, Asked asked) {
        return bound(handle.createQuery("""
                        SELECT current, versions, turns, indexing FROM library_document
                        WHERE tenant = :tenant AND id = :document FOR UPDATE"""), asked)
                .map((row, context) -> new Document(
                        row.getObject("current", Integer.class),
                        row.getInt("versions"),
                        row.getLong("turns"),
                        row.getLong("indexing")))
                .findOne();
    }

    private static void insert(
            Handle handle, Asked asked, String uploader, String format, Digest body, Document document) {
        bound(handle.createUpdate("""
                        INSERT INTO library_version
                            (tenant, document, version, content, format, body, state, turn, workflow_id, run_id, uploader)
                        VALUES (:tenant, :document, :version, :content, :format, :body, 'EXTRACTED', :turn, :workflow, :run,
                            :uploader)"""), asked)
                .bind("version", document.versions() + 1)
                .bind("content", asked.request().content().hex())
                .bind("format", format)
                .bind("body", body.hex())
                .bind("turn", document.turns() + 1)
                .bind("workflow", asked.run().workflowId())
                .bind("run", asked.run().runId())
                .bind("uploader", uploader)
                .execute();
        count(handle, asked, document.versions() + 1, document.turns() + 1);
    }

    private static void takeOver(Handle handle, Asked asked, String uploader, Version old, Document document) {
        RunRef run = asked.run();
        bound(handle.createUpdate("""
                        UPDATE library_version SET turn = :turn, workflow_id = :workflow, run_id = :run, uploader = :uploader
                        WHERE tenant = :tenant AND document = :document AND version = :version"""), asked)
                .bind("turn", document.turns() + 1)
                .bind("workflow", run.workflowId())
                .bind("run", run.runId())
                .bind("uploader", uploader)
                .bind("version", old.id().version())
                .execute();
        count(handle, asked, document.versions(), document.turns() + 1);
    }

    private static void count(Handle handle, Asked asked, int versions, long turns) {
        bound(handle.createUpdate("""
                        UPDATE library_document SET versions = :versions, turns = :turns
                        WHERE tenant = :tenant AND id = :document"""), asked)
                .bind("versions", versions)
                .bind("turns", turns)
                .execute();
    }

    /** By newer code, which may read another text. */
    private static void readAgain(Handle handle, Asked asked, String format, Digest body) {
        bound(handle.createUpdate("""
                        UPDATE library_version SET format = :format, body = :body, state = 'EXTRACTED', passages = NULL, count = NULL
                        WHERE tenant = :tenant AND document = :document AND content = :content AND state <> 'READY'"""), asked)
                .bind("content", asked.request().content().hex())
                .bind("format", format)
                .bind("body", body.hex())
                .execute();
    }

    /** Before they are stored, so that nobody removes them as belonging to no one. */
    private static void refer(Handle handle, Asked asked, Version version, Collection<Digest> digests) {
        bound(handle.createUpdate("""
                        INSERT INTO library_content (tenant, digest, document, version)
                        SELECT :tenant, digest, :document, :version FROM unnest(:digests) AS body(digest)
                        ON CONFLICT DO NOTHING"""), asked)
                .bind("version", version.id().version())
                .bindArray(
                        "digests",
                        String.class,
                        digests.stream().map(Digest::hex).distinct().toList())
                .execute();
    }

    /** Empty when the document was removed. */
    Optional<Version> cut(Asked asked, Version version, Digest passages, List<Digest> texts) {
        return jdbi.inTransaction(handle -> {
            if (locked(handle, asked).isEmpty() || of(handle, asked, "").isEmpty()) {
                return Optional.empty();
            }
            refer(handle, asked, version, texts);
            refer(handle, asked, version, List.of(passages));
            bound(handle.createUpdate("""
                            UPDATE library_version SET passages = :passages, count = :count, state = 'CUT'
                            WHERE tenant = :tenant AND document = :document AND version = :version AND body = :body
                                AND state <> 'READY'"""), asked)
                    .bind("passages", passages.hex())
                    .bind("count", texts.size())
                    .bind("version", version.id().version())
                    .bind("body", version.body().hex())
                    .execute();
            return of(handle, asked, "");
        });
    }

    /** The index is to have this version, unless it is to have a newer one. */
    Standing indexing(Asked asked) {
        return jdbi.inTransaction(handle -> {
            bound(handle.createUpdate("""
                            UPDATE library_document d SET indexing = greatest(d.indexing, v.turn) FROM library_version v
                            WHERE d.tenant = :tenant AND d.id = :document
                                AND v.tenant = d.tenant AND v.document = d.id AND v.content = :content
                                AND v.passages IS NOT NULL"""), asked)
                    .bind("content", asked.request().content().hex())
                    .execute();
            return standing(handle, asked);
        });
    }

    Standing standing(Asked asked) {
        return jdbi.inTransaction(handle -> standing(handle, asked));
    }

    private static Standing standing(Handle handle, Asked asked) {
        Optional<Document> document = locked(handle, asked);
        Optional<Version> version = of(handle, asked, "");
        if (document.isEmpty() || version.isEmpty()) {
            return Standing.REMOVED;
        }
        return document.get().indexing() == version.get().turn() ? Standing.NEWEST : Standing.OVERTAKEN;
    }

    /** What the index is to have of a document; empty when that is nothing. */
    Optional<Version> indexed(TenantId tenant, String document) {
        return jdbi.withHandle(handle -> handle.createQuery(Version.SELECT + " AND v.turn = d.indexing")
                .bind("tenant", tenant.value())
                .bind("document", document)
                .map((row, context) -> Version.of(row))
                .findOne());
    }

    Publication publish(Asked asked) {
        return jdbi.inTransaction(handle -> {
            Standing standing = standing(handle, asked);
            if (standing != Standing.NEWEST) {
                return new Publication(standing, null);
            }
            Version version = of(handle, asked, "").orElseThrow();
            bound(handle.createUpdate("""
                            UPDATE library_version SET state = 'READY', ready_at = clock_timestamp()
                            WHERE tenant = :tenant AND document = :document AND version = :version AND state = 'CUT'"""), asked)
                    .bind("version", version.id().version())
                    .execute();
            bound(handle.createUpdate("""
                            UPDATE library_document SET current = :version
                            WHERE tenant = :tenant AND id = :document"""), asked)
                    .bind("version", version.id().version())
                    .execute();
            return new Publication(standing, before(handle, asked, version));
        });
    }

    private static @Nullable Integer before(Handle handle, Asked asked, Version version) {
        return bound(handle.createQuery("""
                        SELECT version FROM library_version
                        WHERE tenant = :tenant AND document = :document AND state = 'READY' AND turn < :turn
                        ORDER BY turn DESC LIMIT 1"""), asked)
                .bind("turn", version.turn())
                .mapTo(Integer.class)
                .findOne()
                .orElse(null);
    }

    private static <S extends SqlStatement<S>> S bound(S statement, Asked asked) {
        return statement.bind("tenant", asked.tenant().value()).bind("document", asked.document());
    }
}
