package dev.ratchet.workflows.contract.operations;

import dev.ratchet.workflows.contract.TenantId;

/** One thing that is to be done about all of a tenant. */
public record Operation(TenantId tenant, Kind kind) {

    /** Frozen: the names are in the ids of schedules. */
    public enum Kind {
        /** Compares runs, record and books, and repairs nothing. */
        RECONCILE,
        /** Removes prompts and completions whose time is over. */
        RETENTION,
        /** Removes requests and reservations whose time was over for a day. */
        EXPIRY
    }
}
