package dev.ratchet.workflows.contract.effect;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Proposal;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.record.RunSummary;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One person's signed answer to one request of one run, other than consent. Made where the person was authenticated; a run takes
 * it in once a worker has verified it.
 *
 * @param run that asked
 * @param why 1 to 400 characters with {@link Kind#DENY}, else empty
 * @param proposal with {@link Kind#PROPOSE}, and only then
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
        @Nullable Proposal proposal,
        Digest request,
        String person,
        Instant statedAt,
        Instant expiresAt,
        String key,
        String signature) {
    public static final int LONGEST_REASON = 400;

    /** Code of a run that waits again because what a person proposed was not taken. */
    public static final String NOT_TAKEN = "NOT_TAKEN";

    public PersonStatement {
        if (person.isBlank()) {
            throw new IllegalArgumentException("a statement is some person's");
        }
        new Words(kind, why, proposal);
    }

    /** What is said, by whomever and to whichever run. */
    public record Words(Kind kind, String why, @Nullable Proposal proposal) {
        /** @throws IllegalArgumentException with a sentence that says what would be right */
        public Words {
            boolean right = kind == Kind.DENY ? !why.isBlank() && why.length() <= LONGEST_REASON : why.isEmpty();
            if (!right) {
                throw new IllegalArgumentException("a denial has a reason of 1 to " + LONGEST_REASON
                        + " characters, and nothing else that is said has one");
            }
            if ((kind == Kind.PROPOSE) != (proposal != null)) {
                throw new IllegalArgumentException(
                        "who proposes something says what, and nothing else that is said has a proposal");
            }
        }
    }

    /** The names are frozen: they are signed. */
    public enum Kind {
        /** Ends the run. Nothing happens, and the same may be submitted again. */
        @JsonProperty("deny")
        DENY,
        /** Has the run look again, after something was mended. */
        @JsonProperty("recheck")
        RECHECK,
        /** Asks for an action, as a model might. The run's gate judges it. */
        @JsonProperty("propose")
        PROPOSE
    }

    /** Whether it was made for exactly this request of this run. */
    public boolean answers(TenantId whose, RunRef asking, RunSummary.Waiting waiting) {
        return tenant.equals(whose) && run.equals(asking) && request.equals(waiting.request());
    }

    /** No two statements share their bytes, and no statement shares them with an {@link Approval}. */
    public byte[] signedBytes() {
        Stream<String> said = Stream.of(
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
        Stream<String> proposed = proposal == null ? Stream.of() : Stream.of(proposal.name(), proposal.arguments());
        return SignedFields.bytes(
                "ratchet.statement.v1", Stream.concat(said, proposed).toArray(String[]::new));
    }
}
