package dev.ratchet.activities.evaluation;

import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;

/** What runs cost, from the record of their calls. */
public interface RunCosts {
    /** In millionths of the accounting currency; 0 when it asked no model. */
    long micros(TenantId tenant, RunRef run);
}
