package dev.ratchet.activities.library;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.retrieval.DocumentVersion;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code library_version} with the name of its document.
 *
 * @param passages present once it is cut
 * @param turn by which the versions of a document were brought in
 * @param run that brings it in, or did so last
 */
record Version(
        String name,
        DocumentVersion id,
        String format,
        Digest body,
        @Nullable Digest passages,
        int count,
        boolean ready,
        long turn,
        RunRef run,
        Instant at) {

    static final String SELECT = """
            SELECT d.name, v.document, v.version, v.content, v.format, v.body, v.passages, coalesce(v.count, 0) AS count,
                v.state = 'READY' AS ready, v.turn, v.workflow_id, v.run_id, v.at
            FROM library_version v JOIN library_document d ON (d.tenant, d.id) = (v.tenant, v.document)
            WHERE v.tenant = :tenant AND v.document = :document""";

    static Version of(ResultSet row) throws SQLException {
        String passages = row.getString("passages");
        return new Version(
                row.getString("name"),
                new DocumentVersion(
                        row.getString("document"), row.getInt("version"), new Digest(row.getString("content"))),
                row.getString("format"),
                new Digest(row.getString("body")),
                passages == null ? null : new Digest(passages),
                row.getInt("count"),
                row.getBoolean("ready"),
                row.getLong("turn"),
                new RunRef(row.getString("workflow_id"), row.getString("run_id")),
                row.getObject("at", OffsetDateTime.class).toInstant());
    }
}
