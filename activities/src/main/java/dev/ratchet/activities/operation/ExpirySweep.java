package dev.ratchet.activities.operation;

import dev.ratchet.activities.database.Database;
import dev.ratchet.workflows.contract.TenantId;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;

/**
 * Removes what nobody counts or shows any more because its time is over: requests of people, which their runs take off the list
 * themselves unless they are gone, and reservations of budgets. A day's grace, so that no run that is late finds them missing.
 */
public final class ExpirySweep {
    private final Jdbi jdbi;

    public ExpirySweep(Database database) {
        this.jdbi = database.jdbi();
    }

    /** How many rows of each went. */
    public record Swept(int requests, int reservations) {}

    public Swept sweep(TenantId tenant) {
        return jdbi.inTransaction(handle ->
                new Swept(removed(handle, "approval_request", tenant), removed(handle, "budget_reservation", tenant)));
    }

    private static int removed(Handle handle, String table, TenantId tenant) {
        try (Update delete = handle.createUpdate("DELETE FROM " + table
                + " WHERE tenant = :tenant AND expires_at < clock_timestamp() - interval '1 day'")) {
            return delete.bind("tenant", tenant.value()).execute();
        }
    }
}
