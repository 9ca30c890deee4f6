package dev.ratchet.workflows.contract.invoice;

import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.FailureType;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Reads documents by content. Deterministic given the bytes, so retries and replays agree. */
@ActivityInterface(namePrefix = "Document")
public interface DocumentActivities {

    /**
     * Sniffs, parses and checks one document. Never fails because of what the document holds. What is read is attested for the
     * document.
     *
     * @throws io.temporal.failure.ApplicationFailure {@link FailureType#CONTENT_MISSING} when the store does not have it
     */
    @ActivityMethod
    Attested<DocumentReading> read(DocumentRef document);

    /** Holds extracted fields against the text they claim to come from; attested for the document. */
    @ActivityMethod
    Attested<FieldReading> prove(ProveFields request);

    /** @param reading of the document, a {@link DocumentReading.Text} */
    record ProveFields(DocumentRef document, Attested<DocumentReading> reading, ExtractedFields fields) {}
}
