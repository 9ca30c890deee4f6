package dev.ratchet.activities.approval;

import dev.ratchet.workflows.contract.Approval;
import dev.ratchet.workflows.contract.ApprovalActivities.Closing;
import dev.ratchet.workflows.contract.ApprovalActivities.Request;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import java.util.List;

/** What waits for people, and their signed decisions. */
public interface Approvals {

    /**
     * Remembers for ever who brought a document's bytes in. To be called only where that person was authenticated: it is
     * what tells an approver from a submitter, whatever name a run was started with.
     */
    void broughtIn(TenantId tenant, Digest document, String person);

    /** Puts a request on the list; replaces an open one of the same run. */
    void open(Request request);

    void close(Closing closing);

    /** Open and unexpired requests, oldest first. */
    List<Request> waiting(TenantId tenant);

    /**
     * Signs one person's consent. Asked again by the same person for the same intent it answers with the same approval.
     *
     * @param workflowId ends in the digest of the document, as the id of every run of one does
     * @param intent as the person saw it; consent to anything else is refused
     * @throws Refused when there is no such open request, the intent is another, or the person is unknown, lacks the
     *     role or the limit, is the submitter, or brought these bytes in; and when nobody is on record as having done so
     */
    Approval sign(TenantId tenant, String workflowId, Digest intent, String approver) throws Refused;

    /** Why a consent was not taken; the code is frozen, the message is for the person. */
    final class Refused extends Exception {
        private static final long serialVersionUID = 1;
        private final String code;

        public Refused(String code, String why) {
            super(why);
            this.code = code;
        }

        public String code() {
            return code;
        }
    }
}
