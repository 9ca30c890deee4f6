package dev.ratchet.workflows.contract.invoice;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.FailureType;
import dev.ratchet.workflows.contract.TenantId;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Reads documents by content. Deterministic given the bytes, so retries and replays agree. */
@ActivityInterface(namePrefix = "Document")
public interface DocumentActivities {

    /**
     * Sniffs, parses and checks one document. Never fails because of what the document holds.
     *
     * @throws io.temporal.failure.ApplicationFailure {@link FailureType#CONTENT_MISSING} when the store does not have it
     */
    @ActivityMethod
    DocumentReading read(DocumentRef document);

    /** Holds extracted fields against the text they claim to come from. */
    @ActivityMethod
    FieldReading prove(ProveFields request);

    /** @param text as {@link DocumentReading.Text#text()} named it */
    record ProveFields(TenantId tenant, Digest text, InvoiceFacts.Source source, ExtractedFields fields) {}
}
