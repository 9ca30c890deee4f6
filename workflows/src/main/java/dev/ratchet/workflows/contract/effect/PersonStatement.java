package dev.ratchet.workflows.contract.effect;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.record.RunSummary;
import java.time.Instant;

/**
 * One person's signed answer to one request of one run, other than consent. Made where the person was authenticated; a run takes
 * it in once a worker has verified it.
 *
 * @param run that asked
 * @param why 1 to 400 characters with {@link Kind#DENY}, empty with {@link Kind#RECHECK}
 * @param request what is answered, {@link RunSummary.Waiting#request}; it is answered once
 * @param person id in the master data, or of who brought in what the run is about
 * @param statedAt seconds precision, UTC
 * @param expiresAt from then on it is worth nothing
 * @param key id of the signing key
 * @param signature Ed25519 (RFC 8032) over {@link #signedBytes}, base64
 */
public record PersonStatement(
        TenantId tenant,
        RunRef run,
        Kind kind,
        String why,
        Digest request,
        String person,
        Instant statedAt,
        Instant expiresAt,
        String key,
        String signature) {
    public static final int LONGEST_REASON = 400;

    public PersonStatement {
        if (person.isBlank()) {
            throw new IllegalArgumentException("a statement is some person's");
        }
        boolean right = kind == Kind.DENY ? !why.isBlank() && why.length() <= LONGEST_REASON : why.isEmpty();
        if (!right) {
            throw new IllegalArgumentException(
                    "a denial has a reason of 1 to " + LONGEST_REASON + " characters, and a recheck has none");
        }
    }

    /** The names are frozen: they are signed. */
    public enum Kind {
        /** Ends the run. Nothing happens, and the same may be submitted again. */
        @JsonProperty("deny")
        DENY,
        /** Has the run look again, after something was mended. */
        @JsonProperty("recheck")
        RECHECK
    }

    /** Whether it was made for exactly this request of this run. */
    public boolean answers(TenantId whose, RunRef asking, RunSummary.Waiting waiting) {
        return tenant.equals(whose) && run.equals(asking) && request.equals(waiting.request());
    }

    /** No two statements share their bytes, and no statement shares them with an {@link Approval}. */
    public byte[] signedBytes() {
        return SignedFields.bytes(
                "ratchet.statement.v1",
                tenant.value(),
                run.workflowId(),
                run.runId(),
                kind.name(),
                why,
                request.hex(),
                person,
                statedAt.toString(),
                expiresAt.toString(),
                key);
    }
}
