package dev.ratchet.activities.group;

import dev.ratchet.activities.content.ContentStore;
import dev.ratchet.activities.documents.DocumentActivitiesImpl;
import dev.ratchet.activities.documents.DocumentReader;
import dev.ratchet.activities.documents.ReadDocument;
import dev.ratchet.workflows.contract.Answered;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentReading;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.TenantId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Reads a group: fetches all, reads on every core, keeps all. */
public final class GroupReading {
    /** A local activity has thirty seconds; the rest of them is for the store. */
    private static final Duration GROUP = Duration.ofSeconds(20);

    private final ContentStore store;
    private final DocumentReader reader;
    private final Readers readers;

    public GroupReading(ContentStore store, DocumentReader reader, Readers readers) {
        this.store = store;
        this.reader = reader;
        this.readers = readers;
    }

    List<Answered<DocumentReading>> read(List<DocumentRef> documents) {
        long until = System.nanoTime() + GROUP.toNanos();
        List<Answered<DocumentReading>> answers = new ArrayList<>();
        for (Portion portion : Portion.of(documents)) {
            answers.addAll(read(portion, until));
        }
        return SmallAnswers.of(answers);
    }

    private List<Answered<DocumentReading>> read(Portion portion, long until) {
        TenantId tenant = portion.tenant();
        List<DocumentRef> toRead = portion.documents().stream()
                .filter(document -> ReadDocument.unseen(document) == null)
                .toList();
        List<Answered<byte[]>> bodies = Together.ask(toRead, some -> fetch(tenant, some));
        List<Answered<ReadDocument>> read = Together.then(bodies, some -> readers.each(works(some), until));
        List<Answered<DocumentReading>> kept =
                Together.then(read, some -> Together.ask(some, all -> keep(tenant, all)));
        List<Answered<DocumentReading>> answers = new ArrayList<>();
        int next = 0;
        for (DocumentRef document : portion.documents()) {
            DocumentReading unseen = ReadDocument.unseen(document);
            answers.add(unseen == null ? kept.get(next++) : Answered.of(unseen));
        }
        return answers;
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

    private List<Callable<ReadDocument>> works(List<byte[]> bodies) {
        return bodies.stream()
                .<Callable<ReadDocument>>map(body -> () -> ReadDocument.of(reader.read(body)))
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
