package dev.ratchet.activities.approval;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.Approval;
import dev.ratchet.workflows.contract.effect.ApprovalActivities.Claim;
import dev.ratchet.workflows.contract.effect.ApprovalActivities.Closing;
import dev.ratchet.workflows.contract.effect.ApprovalActivities.Opening;
import dev.ratchet.workflows.contract.effect.ApprovalRequest;
import dev.ratchet.workflows.contract.effect.EffectActivities;
import dev.ratchet.workflows.contract.effect.PersonStatement;
import java.util.List;
import java.util.Optional;

/** What waits for people, and their signed decisions. */
public interface Approvals {

    /**
     * Remembers for ever who uploaded these bytes. To be called only where that person was authenticated: it is what
     * tells an approver from a submitter, whatever name a run was started with.
     *
     * @param digest of a document, or of the input that an agent is started with
     */
    void uploaded(TenantId tenant, Digest digest, String person);

    /** Whether that person is on record as having uploaded these bytes. */
    boolean hasUploaded(TenantId tenant, Digest digest, String person);

    /** Whether anybody is on record as having uploaded these bytes. */
    boolean broughtIn(TenantId tenant, Digest digest);

    /**
     * Puts a run on the list of what waits; replaces what the list has under the same workflow id. What the effect is about is
     * taken from its intent, and not from what the run says.
     *
     * @throws IllegalArgumentException when the run does not wait, or waits for consent to what no worker attested for it
     */
    void open(Opening opening);

    /** Takes a run off the list; fine when it is not on it. */
    void close(Closing closing);

    /** What waits and whose time is not over, in the order in which it began to wait. */
    List<ApprovalRequest> waiting(TenantId tenant);

    /**
     * Signs one person's consent. Asked again by the same person for the same intent it answers with the same approval.
     *
     * @param workflowId ends in the digest of what was uploaded to start the run
     * @param intent as the person saw it; consent to anything else is refused
     * @throws Refused when no such run waits, the intent is another, or the person is unknown, lacks the role, lacks
     *     the limit for the effect's amount, is the submitter or an uploader; and when nobody is on record as an uploader
     */
    Approval sign(TenantId tenant, String workflowId, Digest intent, String approver) throws Refused;

    /**
     * Signs what one person says to a run that waits, other than consent.
     *
     * @param workflowId ends in the digest of what was uploaded to start the run
     * @throws Refused when no such run waits, or the person may not say that to it
     */
    PersonStatement state(TenantId tenant, String workflowId, PersonStatement.Words words, String person)
            throws Refused;

    /**
     * Whether this person may be shown all of what a person may propose to a run that waits, and may propose it.
     *
     * @throws Refused as {@link #state} would
     */
    void requireMayPropose(TenantId tenant, String workflowId, String person) throws Refused;

    /** Why a run may not take in what it says that a person said; empty when it may. */
    Optional<EffectActivities.Refused> refuse(Claim claim);

    /** Why a consent was not taken; the code is frozen, the message is for the person. */
    final class Refused extends Exception {
        private static final long serialVersionUID = 1;
        private final String code;

        public Refused(String code, String why) {
            super(why);
            this.code = code;
        }

        Refused(EffectActivities.Refused no) {
            this(no.code(), no.why());
        }

        public String code() {
            return code;
        }
    }
}
