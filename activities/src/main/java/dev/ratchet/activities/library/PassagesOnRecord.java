package dev.ratchet.activities.library;

import dev.ratchet.activities.content.ContentStore;
import dev.ratchet.activities.database.Database;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.retrieval.DocumentVersion;
import dev.ratchet.workflows.contract.retrieval.Passage;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Says whether a passage is one of the version that it names: places and texts are the library's, whoever names them. */
public final class PassagesOnRecord {
    private final Jdbi jdbi;
    private final Shelf shelf;

    public PassagesOnRecord(Database database, ContentStore contents) {
        this.jdbi = database.jdbi();
        this.shelf = new Shelf(contents);
    }

    /**
     * Whether each of them is on record just so; false also when its document was removed.
     *
     * @throws io.temporal.failure.ApplicationFailure {@link dev.ratchet.workflows.contract.FailureType#CONTENT_MISSING}
     */
    public boolean has(TenantId tenant, List<Passage> passages) throws IOException {
        Map<DocumentVersion, List<Passage>> known = new LinkedHashMap<>();
        for (Passage passage : passages) {
            if (!known.containsKey(passage.of())) {
                Optional<Digest> list = list(tenant, passage.of());
                known.put(passage.of(), list.isEmpty() ? List.of() : shelf.passages(tenant, list.get()));
            }
            List<Passage> ofVersion = known.get(passage.of());
            if (ofVersion == null
                    || passage.number() > ofVersion.size()
                    || !ofVersion.get(passage.number() - 1).equals(passage)) {
                return false;
            }
        }
        return true;
    }

    private Optional<Digest> list(TenantId tenant, DocumentVersion version) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT passages FROM library_version
                        WHERE tenant = :tenant AND document = :document AND version = :version AND content = :content
                            AND passages IS NOT NULL""")
                .bind("tenant", tenant.value())
                .bind("document", version.document())
                .bind("version", version.version())
                .bind("content", version.content().hex())
                .map((row, context) -> new Digest(row.getString(1)))
                .findOne());
    }
}
