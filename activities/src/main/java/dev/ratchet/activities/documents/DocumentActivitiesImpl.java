package dev.ratchet.activities.documents;

import dev.ratchet.activities.Failures;
import dev.ratchet.activities.attestation.DocumentAttestation;
import dev.ratchet.activities.content.ContentStore;
import dev.ratchet.activities.documents.invoice.Invoice;
import dev.ratchet.activities.documents.invoice.SearchWords;
import dev.ratchet.activities.documents.proof.FieldProof;
import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.FailureType;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.PersonStatement;
import dev.ratchet.workflows.contract.invoice.DocumentActivities;
import dev.ratchet.workflows.contract.invoice.DocumentReading;
import dev.ratchet.workflows.contract.invoice.ExtractedFields;
import dev.ratchet.workflows.contract.invoice.FieldReading;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads documents from the content store and stores the results there. It returns only references, facts and findings.
 */
public final class DocumentActivitiesImpl implements DocumentActivities {
    private final ContentStore store;
    private final StoredInvoices invoices;
    private final DocumentReader reader;
    private final DocumentAttestation attestation;
    private final SaidFields people;

    /** @param people whose signed word counts where a document does not show a value */
    public DocumentActivitiesImpl(
            ContentStore store, DocumentReader reader, DocumentAttestation attestation, SaidFields people) {
        this.store = store;
        this.invoices = new StoredInvoices(store);
        this.reader = reader;
        this.attestation = attestation;
        this.people = people;
    }

    @Override
    public Attested<DocumentReading> read(DocumentRef document) {
        return Failures.guard(() -> attestation.reading(document.tenant(), document.digest(), reading(document)));
    }

    private DocumentReading reading(DocumentRef document) throws IOException {
        DocumentReading unseen = ReadDocument.unseen(document);
        if (unseen != null) {
            return unseen;
        }
        ReadDocument read = ReadDocument.of(
                reader.read(content(document.tenant(), document.digest())), attestation.accounts(document.tenant()));
        if (read.body() != null) {
            store.put(document.tenant(), read.body());
        }
        return read.reading();
    }

    @Override
    public Digest searchWords(TermsOf of) {
        return Failures.guard(() -> {
            Invoice invoice = invoices.all(of.tenant(), List.of(of.invoice())).get(0);
            return store.put(of.tenant(), SearchWords.of(invoice, of.order()).getBytes(StandardCharsets.UTF_8))
                    .digest();
        });
    }

    @Override
    public Attested<FieldReading> prove(ProveFields request) {
        return Failures.guard(() -> {
            TenantId tenant = request.document().tenant();
            Digest document = request.document().digest();
            if (!(attestation.requireReading(tenant, document, request.reading())
                    instanceof DocumentReading.Text text)) {
                throw new IllegalArgumentException("'reading' must be of a text; only its fields are proven");
            }
            PersonStatement said = request.said();
            return attestation.fields(
                    tenant,
                    document,
                    said == null
                            ? proven(tenant, text, Objects.requireNonNull(request.fields()))
                            : said(request.document(), text, said));
        });
    }

    private FieldReading proven(TenantId tenant, DocumentReading.Text of, ExtractedFields fields) throws IOException {
        return reading(tenant, FieldProof.prove(text(tenant, of), of.source(), fields), null);
    }

    private FieldReading said(DocumentRef document, DocumentReading.Text of, PersonStatement said) throws IOException {
        TenantId tenant = document.tenant();
        ExtractedFields fields = people.fields(document, said);
        return reading(tenant, FieldProof.proveSaid(text(tenant, of), of.source(), fields), said.person());
    }

    private FieldReading reading(TenantId tenant, FieldProof.Result result, @Nullable String person)
            throws IOException {
        Invoice invoice = result.invoice();
        return invoice == null
                ? new FieldReading.Unproven(ReadDocument.first(result.findings()))
                : new FieldReading.Proven(
                        invoice.facts(attestation.accounts(tenant), result.ambiguous(), result.checked()),
                        keep(tenant, invoice),
                        person == null || result.vouched().isEmpty()
                                ? null
                                : new FieldReading.Vouched(person, result.vouched()));
    }

    private String text(TenantId tenant, DocumentReading.Text of) throws IOException {
        return new String(content(tenant, of.text()), StandardCharsets.UTF_8);
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
