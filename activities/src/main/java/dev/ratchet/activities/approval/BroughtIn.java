package dev.ratchet.activities.approval;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/** The rows of who brought in which document; written where people are authenticated, never changed. */
final class BroughtIn {
    private static final Pattern NAMES_DOCUMENT = Pattern.compile(".*/([0-9a-f]{64})");

    private BroughtIn() {}

    /** The document that a run of this id is about: its last segment. Empty when the id names none. */
    static Optional<Digest> document(String workflowId) {
        Matcher id = NAMES_DOCUMENT.matcher(workflowId);
        return id.matches() ? Optional.of(new Digest(id.group(1))) : Optional.empty();
    }

    static void record(Handle handle, TenantId tenant, Digest document, String person) {
        try (Update update = handle.createUpdate("""
                INSERT INTO brought_in (tenant, digest, person, at)
                VALUES (:tenant, :digest, :person, clock_timestamp()) ON CONFLICT DO NOTHING""")) {
            update.bind("tenant", tenant.value())
                    .bind("digest", document.hex())
                    .bind("person", person)
                    .execute();
        }
    }

    static Set<String> by(Handle handle, TenantId tenant, Digest document) {
        try (Query query =
                handle.createQuery("SELECT person FROM brought_in WHERE tenant = :tenant AND digest = :digest")) {
            return query.bind("tenant", tenant.value())
                    .bind("digest", document.hex())
                    .mapTo(String.class)
                    .set();
        }
    }
}
