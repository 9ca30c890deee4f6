package dev.ratchet.workflows.contract.effect;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import java.time.Instant;

/**
 * One person's signed consent to one intent. Made where the person was authenticated, verified in the ledger; everything
 * between only carries it.
 *
 * @param id unique for ever; the ledger consumes it
 * @param workflowId of the run that asked
 * @param intent what may happen; nothing else may
 * @param approver id of the person in the master data
 * @param role in which that person decided
 * @param submitter who brought the document in; never the approver
 * @param decidedAt seconds precision, UTC
 * @param expiresAt from then on it is worth nothing
 * @param key id of the signing key
 * @param signature Ed25519 (RFC 8032) over {@link #signedBytes}, base64
 */
public record Approval(
        TenantId tenant,
        String id,
        String workflowId,
        Digest intent,
        String approver,
        String role,
        String submitter,
        Instant decidedAt,
        Instant expiresAt,
        String key,
        String signature) {

    /** Of the fields in declaration order; no two approvals share their bytes. */
    public byte[] signedBytes() {
        return SignedFields.bytes(
                "ratchet.approval.v1",
                tenant.value(),
                id,
                workflowId,
                intent.hex(),
                approver,
                role,
                submitter,
                decidedAt.toString(),
                expiresAt.toString(),
                key);
    }
}
