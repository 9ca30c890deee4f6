package dev.ratchet.activities.calls;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;

/**
 * A call that somebody wants to pay for.
 *
 * @param digest of all that makes the question what it is, and of the turn of the run that asks it: the same in every attempt,
 *     another one when the run asks again
 * @param asked what the model is sent, for those who look later
 * @param mostMicros what the call may cost at most, in millionths of the accounting currency
 */
public record CallRequest(TenantId tenant, Digest digest, RunRef run, String agent, String asked, long mostMicros) {

    /** Never what is asked: it is somebody's document. */
    @Override
    public String toString() {
        return "CallRequest[" + digest.brief() + " of " + run.workflowId() + ", at most " + mostMicros + "]";
    }
}
