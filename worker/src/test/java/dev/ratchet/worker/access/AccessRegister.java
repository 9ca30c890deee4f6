package dev.ratchet.worker.access;

import dev.ratchet.activities.Failures;
import dev.ratchet.activities.database.Database;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.access.AccessActivities;
import dev.ratchet.workflows.contract.access.AccessGrant;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Looks into the tables that {@link AccessTables} made. */
final class AccessRegister implements AccessActivities {
    private static final String LOOK = """
            SELECT (SELECT sensitive FROM access_system WHERE tenant = :tenant AND id = :system) AS sensitive,
                   (SELECT key FROM access_grant WHERE tenant = :tenant AND key = :key
                        AND (workflow_id, run_id) <> (:workflow, :run)) AS held""";

    private final Jdbi jdbi;

    AccessRegister(Database database) {
        this.jdbi = database.jdbi();
    }

    @Override
    public Facts lookUp(Query query) {
        return Failures.guard(() -> jdbi.withHandle(handle -> handle.createQuery(LOOK)
                .bind("tenant", query.tenant().value())
                .bind("workflow", query.run().workflowId())
                .bind("run", query.run().runId())
                .bind("system", query.system())
                .bind("key", AccessGrant.key(query.system(), query.person(), query.until()))
                .map((row, context) -> facts((Boolean) row.getObject("sensitive"), row.getString("held")))
                .one()));
    }

    private static Facts facts(@Nullable Boolean sensitive, @Nullable String held) {
        return new Facts(
                sensitive != null,
                Boolean.TRUE.equals(sensitive),
                held == null ? null : new Receipt(GrantEffect.RECEIPT, held));
    }
}
