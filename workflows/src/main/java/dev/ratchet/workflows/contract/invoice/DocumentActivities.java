package dev.ratchet.workflows.contract.invoice;

import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.FailureType;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.PersonStatement;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.jspecify.annotations.Nullable;

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

    /**
     * Holds extracted fields against the text they claim to come from; attested for the document. What a person signed may name
     * no evidence: it is looked for, and what is not found is that person's word.
     */
    @ActivityMethod
    Attested<FieldReading> prove(ProveFields request);

    /**
     * Keeps the words by which a library is searched for the terms of an invoice: who sent it, on which order, and the articles
     * whose products are off.
     *
     * @return digest of the words, in the content store
     * @throws io.temporal.failure.ApplicationFailure {@link FailureType#CONTENT_MISSING} when the store does not have it
     */
    @ActivityMethod
    Digest searchWords(TermsOf invoice);

    /**
     * @param invoice digest of the whole invoice, in the content store
     * @param order that it names; absent when it names none
     */
    record TermsOf(
            TenantId tenant, Digest invoice, @Nullable String order) {}

    /**
     * @param reading of the document, a {@link DocumentReading.Text}
     * @param fields as a model extracted them; absent when a person typed them in
     * @param said what a person proposed to a run of this document: {@link #ACTION}, with the fields; absent with a model's
     */
    record ProveFields(
            DocumentRef document,
            Attested<DocumentReading> reading,
            @Nullable ExtractedFields fields,
            @Nullable PersonStatement said) {
        /** Wire name of the action whose arguments are the fields. */
        public static final String ACTION = "record_fields";

        public ProveFields {
            if ((fields == null) == (said == null)) {
                throw new IllegalArgumentException("fields are a model's, or in what a person said");
            }
        }
    }
}
