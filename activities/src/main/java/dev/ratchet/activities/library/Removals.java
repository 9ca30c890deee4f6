package dev.ratchet.activities.library;

import dev.ratchet.activities.content.ContentStore;
import dev.ratchet.activities.database.Database;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import java.io.IOException;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Takes out of the content store what removed documents had there and nobody else needs. */
final class Removals {
    private static final int AT_ONCE = 1_000;

    private final Jdbi jdbi;
    private final ContentStore contents;

    Removals(Database database, ContentStore contents) {
        this.jdbi = database.jdbi();
        this.contents = contents;
    }

    /** Whether a document was removed and something of it may be left. */
    boolean unfinished(TenantId tenant, String document) {
        return unfinished(jdbi, tenant, document);
    }

    static boolean unfinished(Jdbi jdbi, TenantId tenant, String document) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT EXISTS (SELECT FROM library_removal
                            WHERE tenant = :tenant AND document = :document AND finished_at IS NULL)""")
                .bind("tenant", tenant.value())
                .bind("document", document)
                .mapTo(Boolean.class)
                .one());
    }

    /** Some at a time; done again from where it was broken off. */
    void finish(TenantId tenant, String document) throws IOException {
        for (List<Digest> some = left(tenant, document); !some.isEmpty(); some = left(tenant, document)) {
            contents.forget(tenant, unneeded(tenant, some));
            looked(tenant, document, some);
        }
        jdbi.useHandle(handle -> handle.createUpdate("""
                        UPDATE library_removal SET finished_at = clock_timestamp()
                        WHERE tenant = :tenant AND document = :document AND finished_at IS NULL""")
                .bind("tenant", tenant.value())
                .bind("document", document)
                .execute());
    }

    private List<Digest> left(TenantId tenant, String document) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT digest FROM library_left WHERE tenant = :tenant AND document = :document
                        ORDER BY digest LIMIT :most""")
                .bind("tenant", tenant.value())
                .bind("document", document)
                .bind("most", AT_ONCE)
                .map((row, context) -> new Digest(row.getString(1)))
                .list());
    }

    private List<Digest> unneeded(TenantId tenant, List<Digest> digests) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT library_unneeded(:tenant, :digests)")
                .bind("tenant", tenant.value())
                .bindArray("digests", String.class, hex(digests))
                .map((row, context) -> new Digest(row.getString(1)))
                .list());
    }

    private void looked(TenantId tenant, String document, List<Digest> digests) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        DELETE FROM library_left
                        WHERE tenant = :tenant AND document = :document AND digest = ANY(:digests)""")
                .bind("tenant", tenant.value())
                .bind("document", document)
                .bindArray("digests", String.class, hex(digests))
                .execute());
    }

    private static List<String> hex(List<Digest> digests) {
        return digests.stream().map(Digest::hex).toList();
    }
}
