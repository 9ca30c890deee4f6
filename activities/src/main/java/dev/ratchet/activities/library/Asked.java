package dev.ratchet.activities.library;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.library.LibraryRequest;

/**
 * A request as it lies in the content store, and the run that works on it.
 *
 * @param intake digest of the request
 */
record Asked(RunRef run, TenantId tenant, Digest intake, LibraryRequest request) {
    /** Id of the document. */
    String document() {
        return request.document(tenant);
    }
}
