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
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** Reads a group: fetches all, reads on every core, keeps all. What was read ahead is only kept. */
public final class GroupReading {
    /** A local activity has thirty seconds; the rest of them is for the store. */
    private static final Duration GROUP = Duration.ofSeconds(20);

    private final ContentStore store;
    private final DocumentReader reader;
    private final Readers readers;
    private final ReadAhead ahead = new ReadAhead();

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

    /** Returns at once. */
    void readAhead(List<DocumentRef> documents) {
        ahead.begin(documents, group -> {
            long until = System.nanoTime() + GROUP.toNanos();
            return Portion.of(group).stream()
                    .flatMap(portion -> readNow(portion.tenant(), portion.documents(), until).stream())
                    .toList();
        });
    }

    private List<Answered<DocumentReading>> read(Portion portion, long until) {
        TenantId tenant = portion.tenant();
        List<DocumentRef> toRead = portion.documents().stream()
                .filter(document -> ReadDocument.unseen(document) == null)
                .toList();
        List<Answered<DocumentReading>> kept =
                Together.then(readings(tenant, toRead, until), some -> Together.ask(some, all -> keep(tenant, all)));
        List<Answered<DocumentReading>> answers = new ArrayList<>();
        int next = 0;
        for (DocumentRef document : portion.documents()) {
            DocumentReading unseen = ReadDocument.unseen(document);
            answers.add(unseen == null ? kept.get(next++) : Answered.of(unseen));
        }
        return answers;
    }

    /** Reads while what was begun ahead is being read, and then what came to nothing there. */
    private List<Answered<ReadDocument>> readings(TenantId tenant, List<DocumentRef> documents, long until) {
        Set<DocumentRef> all = new LinkedHashSet<>(documents);
        Set<DocumentRef> begun = all.stream().filter(ahead::has).collect(Collectors.toCollection(LinkedHashSet::new));
        Map<DocumentRef, Answered<ReadDocument>> read = new HashMap<>();
        List<DocumentRef> others =
                all.stream().filter(document -> !begun.contains(document)).toList();
        put(read, others, readNow(tenant, others, until));
        List<DocumentRef> left = new ArrayList<>();
        for (DocumentRef document : begun) {
            ReadDocument taken = ahead.take(document, until);
            if (taken == null) {
                left.add(document);
            } else {
                read.put(document, Answered.of(taken));
            }
        }
        put(read, left, readNow(tenant, left, until));
        return documents.stream()
                .map(document -> Objects.requireNonNull(read.get(document)))
                .toList();
    }

    private static void put(
            Map<DocumentRef, Answered<ReadDocument>> read,
            List<DocumentRef> documents,
            List<Answered<ReadDocument>> answers) {
        for (int i = 0; i < documents.size(); i++) {
            read.put(documents.get(i), answers.get(i));
        }
    }

    private List<Answered<ReadDocument>> readNow(TenantId tenant, List<DocumentRef> documents, long until) {
        List<Answered<byte[]>> bodies = Together.ask(documents, some -> fetch(tenant, some));
        return Together.then(bodies, some -> readers.each(works(some), until));
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
