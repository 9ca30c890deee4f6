package dev.ratchet.activities.documents;

import dev.ratchet.activities.Failures;
import dev.ratchet.activities.content.ContentStore;
import dev.ratchet.activities.documents.invoice.Invoice;
import dev.ratchet.activities.documents.proof.FieldProof;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.FailureType;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.invoice.DocumentActivities;
import dev.ratchet.workflows.contract.invoice.DocumentReading;
import dev.ratchet.workflows.contract.invoice.FieldReading;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads documents from the content store and stores the results there. It returns only references, facts and findings.
 */
public final class DocumentActivitiesImpl implements DocumentActivities {
    private final ContentStore store;
    private final DocumentReader reader;

    public DocumentActivitiesImpl(ContentStore store, DocumentReader reader) {
        this.store = store;
        this.reader = reader;
    }

    @Override
    public DocumentReading read(DocumentRef document) {
        return Failures.guard(() -> {
            DocumentReading unseen = ReadDocument.unseen(document);
            if (unseen != null) {
                return unseen;
            }
            ReadDocument read = ReadDocument.of(reader.read(content(document.tenant(), document.digest())));
            if (read.body() != null) {
                store.put(document.tenant(), read.body());
            }
            return read.reading();
        });
    }

    @Override
    public FieldReading prove(ProveFields request) {
        return Failures.guard(() -> {
            String text = new String(content(request.tenant(), request.text()), StandardCharsets.UTF_8);
            FieldProof.Result result = FieldProof.prove(text, request.source(), request.fields());
            Invoice invoice = result.invoice();
            return invoice == null
                    ? new FieldReading.Unproven(ReadDocument.first(result.findings()))
                    : new FieldReading.Proven(invoice.facts(result.ambiguous()), keep(request.tenant(), invoice));
        });
    }

    private Digest keep(TenantId tenant, Invoice invoice) throws IOException {
        return store.put(tenant, ReadDocument.json(invoice)).digest();
    }

    private byte[] content(TenantId tenant, Digest digest) throws IOException {
        return store.get(tenant, digest).orElseThrow(() -> missing(digest));
    }

    /** The failure for content that the content store does not have. */
    public static ApplicationFailure missing(Digest digest) {
        return Failures.of(
                FailureType.CONTENT_MISSING,
                "the content store has nothing under " + digest.brief() + "; upload the document again",
                null);
    }
}
