package dev.ratchet.activities.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.TenantId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every content store does. */
public abstract class ContentStoreContract {
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId OTHER = new TenantId("other");
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

    /** An empty store, or one whose content no other test knows. */
    protected abstract ContentStore store() throws IOException;

    /** What somebody could do who can write where the store keeps its bytes. */
    protected abstract void plant(TenantId tenant, Digest digest, byte[] bytes) throws Exception;

    @Test
    void bytes_planted_under_a_digest_are_not_read() throws Exception {
        Digest digest = Digest.of("an invoice to come");
        plant(ACME, digest, new byte[] {1, 2, 3});
        ContentStore store = store();
        assertThatThrownBy(() -> store.get(ACME, digest))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not what was stored under its digest");
        Digest genuine = store.put(ACME, new byte[] {4}).digest();
        assertThat(store.getAll(ACME, List.of(digest, genuine))).containsOnlyKeys(genuine);
        Digest missing = Digest.of("never stored, never planted");
        assertThat(store.held(ACME, List.of(digest, genuine, missing)))
                .isEqualTo(Map.of(
                        digest,
                        ContentStore.Held.CHANGED,
                        genuine,
                        ContentStore.Held.WHOLE,
                        missing,
                        ContentStore.Held.MISSING));
    }

    @Test
    void bytes_come_back_under_their_digest() throws IOException {
        ContentStore store = store();
        DocumentRef ref = store.put(ACME, HELLO);
        assertThat(ref).isEqualTo(new DocumentRef(ACME, Digest.of(HELLO), 5));
        assertThat(store.get(ACME, ref.digest())).hasValue(HELLO);
    }

    @Test
    void a_body_of_no_bytes_is_a_body() throws IOException {
        ContentStore store = store();
        DocumentRef ref = store.put(ACME, new byte[0]);
        assertThat(ref.bytes()).isZero();
        assertThat(store.get(ACME, ref.digest())).hasValue(new byte[0]);
    }

    @Test
    void what_was_never_stored_is_not_there() throws IOException {
        assertThat(store().get(ACME, Digest.of("never stored"))).isEmpty();
    }

    @Test
    void the_same_bytes_twice_are_one_entry_and_no_error() throws IOException {
        ContentStore store = store();
        assertThat(store.put(ACME, HELLO)).isEqualTo(store.put(ACME, HELLO));
        assertThat(store.get(ACME, Digest.of(HELLO))).hasValue(HELLO);
    }

    @Test
    void one_tenant_does_not_see_what_another_stored() throws IOException {
        ContentStore store = store();
        byte[] secret = "of acme only".getBytes(StandardCharsets.UTF_8);
        store.put(ACME, secret);
        assertThat(store.get(OTHER, Digest.of(secret))).isEmpty();
    }

    @Test
    void exactly_the_cap_is_taken_and_one_byte_more_is_not() throws IOException {
        ContentStore store = store();
        byte[] seven = "seven77".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> store.put(ACME, new ByteArrayInputStream(seven), 6))
                .isInstanceOfSatisfying(
                        ContentStore.TooLargeException.class,
                        e -> assertThat(e.cap()).isEqualTo(6));
        assertThat(store.get(ACME, Digest.of(seven))).isEmpty();
        assertThat(store.put(ACME, new ByteArrayInputStream(seven), 7).bytes()).isEqualTo(7);
    }

    @Test
    void a_stream_that_breaks_leaves_nothing() throws IOException {
        ContentStore store = store();
        byte[] first = "first half".getBytes(StandardCharsets.UTF_8);
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(first), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the line went dead");
            }

            @Override
            public int read(byte[] into, int from, int most) throws IOException {
                return read();
            }
        });
        assertThatThrownBy(() -> store.put(ACME, broken, 1000)).isInstanceOf(IOException.class);
        assertThat(store.get(ACME, Digest.of(first))).isEmpty();
    }

    @Test
    void a_large_body_survives_whole() throws IOException {
        ContentStore store = store();
        byte[] large = new byte[3_000_001];
        new Random(7).nextBytes(large);
        assertThat(store.get(ACME, store.put(ACME, large).digest())).hasValue(large);
    }

    private static byte[] body(int number) {
        return ("body " + number).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void many_go_in_and_come_out_together() throws IOException {
        ContentStore store = store();
        byte[] large = new byte[300_000];
        new Random(13).nextBytes(large);
        store.put(ACME, body(1));
        assertThat(store.putAll(ACME, List.of(body(3), body(1), new byte[0], large, body(3))))
                .containsExactly(
                        new DocumentRef(ACME, Digest.of(body(3)), 6),
                        new DocumentRef(ACME, Digest.of(body(1)), 6),
                        new DocumentRef(ACME, Digest.of(new byte[0]), 0),
                        new DocumentRef(ACME, Digest.of(large), large.length),
                        new DocumentRef(ACME, Digest.of(body(3)), 6));
        Map<Digest, byte[]> found = store.getAll(
                ACME,
                List.of(
                        Digest.of(large),
                        Digest.of("never stored"),
                        Digest.of(body(3)),
                        Digest.of(new byte[0]),
                        Digest.of(large)));
        assertThat(found).hasSize(3);
        assertThat(found.get(Digest.of(large))).isEqualTo(large);
        assertThat(found.get(Digest.of(body(3)))).isEqualTo(body(3));
        assertThat(found.get(Digest.of(new byte[0]))).isEmpty();
    }

    @Test
    void nothing_goes_in_and_comes_out_of_another_tenant() throws IOException {
        ContentStore store = store();
        assertThat(store.putAll(ACME, List.of())).isEmpty();
        assertThat(store.getAll(ACME, List.of())).isEmpty();
        byte[] secret = "of acme, among many".getBytes(StandardCharsets.UTF_8);
        store.putAll(ACME, List.of(secret));
        assertThat(store.getAll(OTHER, List.of(Digest.of(secret)))).isEmpty();
    }

    @Test
    void many_writers_of_the_same_many_agree_whatever_their_order() throws Exception {
        ContentStore store = store();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<List<DocumentRef>>> writes = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                List<byte[]> bodies = new ArrayList<>();
                for (int number = 0; number < 30; number++) {
                    bodies.add(body(100 + i / 8 * 30 + number));
                }
                Collections.shuffle(bodies, new Random(i));
                writes.add(threads.submit(() -> store.putAll(ACME, bodies)));
            }
            for (Future<List<DocumentRef>> write : writes) {
                assertThat(write.get()).hasSize(30);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void many_writers_of_the_same_bytes_agree() throws Exception {
        ContentStore store = store();
        byte[] bytes = new byte[200_000];
        new Random(11).nextBytes(bytes);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<DocumentRef>> writes = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                writes.add(threads.submit(() -> store.put(ACME, bytes)));
            }
            for (Future<DocumentRef> write : writes) {
                assertThat(write.get().digest()).isEqualTo(Digest.of(bytes));
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(store.get(ACME, Digest.of(bytes))).hasValue(bytes);
    }
}
