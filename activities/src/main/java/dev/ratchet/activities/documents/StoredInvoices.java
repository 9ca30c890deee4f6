package dev.ratchet.activities.documents;

import dev.ratchet.activities.content.ContentStore;
import dev.ratchet.activities.documents.invoice.Invoice;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whole invoices of the content store, as readings and proofs refer to them. */
public final class StoredInvoices {
    private final ContentStore store;

    public StoredInvoices(ContentStore store) {
        this.store = store;
    }

    /**
     * One for each digest, in this order.
     *
     * @throws io.temporal.failure.ApplicationFailure {@link dev.ratchet.workflows.contract.FailureType#CONTENT_MISSING} when the
     *     store does not have one
     */
    public List<Invoice> all(TenantId tenant, List<Digest> digests) throws IOException {
        Map<Digest, byte[]> bodies = store.getAll(tenant, digests);
        List<Invoice> invoices = new ArrayList<>();
        for (Digest digest : digests) {
            byte[] body = bodies.get(digest);
            if (body == null) {
                throw DocumentActivitiesImpl.missing(digest);
            }
            invoices.add(ReadDocument.invoice(body));
        }
        return invoices;
    }
}
