package dev.ratchet.activities.batch;

import dev.ratchet.activities.attestation.DocumentAttestation;
import dev.ratchet.activities.content.ContentStore;
import dev.ratchet.activities.documents.DocumentActivitiesImpl;
import dev.ratchet.activities.documents.DocumentReader;
import dev.ratchet.activities.documents.ReadDocument;
import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.batch.ItemResult;
import dev.ratchet.workflows.contract.invoice.DocumentReading;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Reads many documents: fetches all, reads on every core, keeps all. */
public final class BatchReading {
    /** A local activity has thirty seconds; the rest of them is for the store. */
    private static final Duration GROUP = Duration.ofSeconds(20);

    private final ContentStore store;
    private final DocumentReader reader;
    private final Readers readers;
    private final DocumentAttestation attestation;

    public BatchReading(ContentStore store, DocumentReader reader, Readers readers, DocumentAttestation attestation) {
        this.store = store;
        this.reader = reader;
        this.readers = readers;
        this.attestation = attestation;
    }

    List<ItemResult<Attested<DocumentReading>>> read(List<DocumentRef> documents) {
        long until = System.nanoTime() + GROUP.toNanos();
        List<ItemResult<Attested<DocumentReading>>> answers = new ArrayList<>();
        for (Portion portion : Portion.of(documents)) {
            answers.addAll(read(portion, until));
        }
        return SmallAnswers.of(answers);
    }

    private List<ItemResult<Attested<DocumentReading>>> read(Portion portion, long until) {
        TenantId tenant = portion.tenant();
        List<DocumentRef> toRead = portion.documents().stream()
                .filter(document -> ReadDocument.unseen(document) == null)
                .toList();
        List<ItemResult<DocumentReading>> kept = BatchWithFallback.then(
                readings(tenant, toRead, until), some -> BatchWithFallback.ask(some, all -> keep(tenant, all)));
        List<ItemResult<Attested<DocumentReading>>> answers = new ArrayList<>();
        int next = 0;
        for (DocumentRef document : portion.documents()) {
            DocumentReading unseen = ReadDocument.unseen(document);
            ItemResult<DocumentReading> read = unseen == null ? kept.get(next++) : ItemResult.of(unseen);
            answers.add(read.map(reading -> attestation.reading(tenant, document.digest(), reading)));
        }
        return answers;
    }

    private List<ItemResult<ReadDocument>> readings(TenantId tenant, List<DocumentRef> documents, long until) {
        List<ItemResult<byte[]>> bodies = BatchWithFallback.ask(documents, some -> fetch(tenant, some));
        return BatchWithFallback.then(bodies, some -> readers.each(works(tenant, some), until));
    }

    private List<byte[]> fetch(TenantId tenant, List<DocumentRef> documents) throws IOException {
        Map<Digest, byte[]> found =
                store.getAll(tenant, documents.stream().map(DocumentRef::digest).toList());
        List<byte[]> bodies = new ArrayList<>();
        for (DocumentRef document : documents) {
            byte[] body = found.get(document.digest());
            if (body == null) {
                throw DocumentActivitiesImpl.missing(document.digest());
            }
            bodies.add(body);
        }
        return bodies;
    }

    private List<Callable<ReadDocument>> works(TenantId tenant, List<byte[]> bodies) {
        return bodies.stream()
                .<Callable<ReadDocument>>map(
                        body -> () -> ReadDocument.of(reader.read(body), attestation.accounts(tenant)))
                .toList();
    }

    private List<DocumentReading> keep(TenantId tenant, List<ReadDocument> read) throws IOException {
        List<byte[]> bodies = new ArrayList<>();
        for (ReadDocument document : read) {
            if (document.body() != null) {
                bodies.add(document.body());
            }
        }
        store.putAll(tenant, bodies);
        return read.stream().map(ReadDocument::reading).toList();
    }
}
