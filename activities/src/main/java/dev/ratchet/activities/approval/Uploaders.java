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

/** The rows of who uploaded what; written where people are authenticated, never changed. */
public final class Uploaders {
    private static final Pattern ENDS_IN_DIGEST = Pattern.compile(".*/([0-9a-f]{64})");

    private Uploaders() {}

    /**
     * What was uploaded to start a run of this id, {@code agent/tenant/digest}. Empty when the id does not end in a
     * digest; such a run was not started through the gateway.
     */
    public static Optional<Digest> document(String workflowId) {
        Matcher id = ENDS_IN_DIGEST.matcher(workflowId);
        return id.matches() ? Optional.of(new Digest(id.group(1))) : Optional.empty();
    }

    static void record(Handle handle, TenantId tenant, Digest digest, String person) {
        try (Update update = handle.createUpdate("""
                INSERT INTO uploader (tenant, digest, person, at)
                VALUES (:tenant, :digest, :person, clock_timestamp()) ON CONFLICT DO NOTHING""")) {
            update.bind("tenant", tenant.value())
                    .bind("digest", digest.hex())
                    .bind("person", person)
                    .execute();
        }
    }

    static Set<String> of(Handle handle, TenantId tenant, Digest digest) {
        try (Query query =
                handle.createQuery("SELECT person FROM uploader WHERE tenant = :tenant AND digest = :digest")) {
            return query.bind("tenant", tenant.value())
                    .bind("digest", digest.hex())
                    .mapTo(String.class)
                    .set();
        }
    }
}
