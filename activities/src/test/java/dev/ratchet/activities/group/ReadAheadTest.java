package dev.ratchet.activities.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.documents.ReadDocument;
import dev.ratchet.workflows.contract.Answered;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentReading;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
    private static final ReadDocument EMPTY =
            new ReadDocument(new DocumentReading.Unreadable("EMPTY", "the file is empty"), null);

    private final ReadAhead ahead = new ReadAhead();
    private final AtomicInteger read = new AtomicInteger();

    private static List<DocumentRef> documents(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(i -> new DocumentRef(TenantId.DEFAULT, Digest.of("document " + i), 1_000))
                .toList();
    }

    private List<Answered<ReadDocument>> read(List<DocumentRef> documents) {
        read.addAndGet(documents.size());
        return documents.stream().map(document -> Answered.of(EMPTY)).toList();
    }

    private static long soon() {
        return System.nanoTime() + Duration.ofSeconds(20).toNanos();
    }

    @Test
    void eachIsReadOnceAndHandedOutOnce() {
        List<DocumentRef> documents = documents(0, 50);
        ahead.begin(documents, this::read);
        ahead.begin(documents, this::read);
        for (DocumentRef document : documents) {
            assertThat(ahead.has(document)).isTrue();
            assertThat(ahead.take(document, soon())).isEqualTo(EMPTY);
            assertThat(ahead.has(document)).isFalse();
            assertThat(ahead.take(document, soon())).isNull();
        }
        assertThat(read).hasValue(50);
    }

    @Test
    void whatNobodyAsksForMakesRoomOldestFirst() {
        List<DocumentRef> old = documents(0, 10);
        ahead.begin(old, this::read);
        List<DocumentRef> more = documents(10, ReadAhead.MOST - 5);
        ahead.begin(more, this::read);
        assertThat(old).filteredOn(ahead::has).isEqualTo(old.subList(5, 10));
        assertThat(more).allMatch(ahead::has);
        ahead.begin(documents(1_000, 2 * ReadAhead.MOST), this::read);
        assertThat(documents(1_000, 2 * ReadAhead.MOST)).filteredOn(ahead::has).hasSize(ReadAhead.MOST);
    }

    @Test
    void aLargeDocumentIsNotReadAhead() {
        DocumentRef large = new DocumentRef(TenantId.DEFAULT, Digest.of("large"), ReadAhead.MOST_BYTES + 1);
        ahead.begin(List.of(large), this::read);
        assertThat(ahead.has(large)).isFalse();
        assertThat(read).hasValue(0);
    }

    @Test
    void whatComesToNoGoodOrIsNotThereInTimeIsNothing() {
        List<DocumentRef> documents = documents(0, 3);
        ahead.begin(documents.subList(0, 1), group -> {
            throw new IllegalStateException("the database is away");
        });
        ahead.begin(documents.subList(1, 2), group -> List.of(Answered.trouble("TOO_SLOW", "document", "too slow")));
        CountDownLatch never = new CountDownLatch(1);
        ahead.begin(documents.subList(2, 3), group -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return read(group);
        });
        assertThat(ahead.take(documents.get(0), soon())).isNull();
        assertThat(ahead.take(documents.get(1), soon())).isNull();
        assertThat(ahead.take(documents.get(2), System.nanoTime() + 1_000_000)).isNull();
        never.countDown();
    }
}
