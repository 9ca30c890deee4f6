package dev.ratchet.activities.attestation;

import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.Permission;

/** What the rules permit, attested for one run by its workflow id. */
public final class PermissionAttestation {
    private static final String PERMISSION = "permission";

    private final AttestationKeys keys;

    public PermissionAttestation(AttestationKeys keys) {
        this.keys = keys;
    }

    /**
     * To be called only with a permission that was made here, from facts that are attested or were looked up.
     *
     * @param intake what the run was started with, and what the facts were found in
     * @throws IllegalArgumentException when the run is not the one that belongs to this intake
     */
    public Attested<Permission> attest(String agent, DocumentRef intake, RunRef run, Permission permission) {
        String right = RunRef.workflowId(agent, intake.tenant(), intake.digest());
        if (!run.workflowId().equals(right)) {
            throw new IllegalArgumentException("'run' must be that of its document, " + right);
        }
        return keys.attest(PERMISSION, intake.tenant(), right, permission);
    }

    /** Whether a worker found that this run has this permission. */
    public boolean attested(TenantId tenant, String workflowId, Attested<Permission> claim) {
        return keys.attested(PERMISSION, tenant, workflowId, claim);
    }
}
