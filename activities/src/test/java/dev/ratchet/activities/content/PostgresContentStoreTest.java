package dev.ratchet.activities.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.ratchet.activities.database.TestDatabase;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresContentStoreTest extends ContentStoreContract {
    private static TestDatabase test;

    @BeforeAll
    static void open() {
        test = new TestDatabase();
    }

    @AfterAll
    static void close() {
        test.close();
    }

    @Override
    protected ContentStore store() {
        return new PostgresContentStore(test.database());
    }

    @Override
    protected void plant(TenantId tenant, Digest digest, byte[] bytes) throws Exception {
        try (Connection connection = test.superuser();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE content DROP CONSTRAINT content_is_its_digest");
            statement.execute("INSERT INTO content VALUES ('%s', '%s', '\\x%s')"
                    .formatted(tenant, digest.hex(), HexFormat.of().formatHex(bytes)));
            statement.execute("ALTER TABLE content ADD CONSTRAINT content_is_its_digest"
                    + " CHECK (digest = encode(sha256(bytes), 'hex')) NOT VALID");
        }
    }

    @Test
    void the_database_takes_no_bytes_under_another_digest() {
        assertThatThrownBy(() -> test.database()
                        .jdbi()
                        .useHandle(handle -> handle.execute(
                                "INSERT INTO content VALUES ('acme', repeat('a', 64), convert_to('text', 'UTF8'))")))
                .hasMessageContaining("content_is_its_digest");
    }

    /** Twenty-four people may store a large document at once in a heap that has room for none of them. */
    @Test
    void a_large_body_is_stored_without_being_held_in_memory() throws Exception {
        byte[] large = new byte[19_000_000];
        new Random(1).nextBytes(large);
        ContentStore store = store();
        store.put(new TenantId("acme"), new byte[] {1});
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        store.put(new TenantId("acme"), new ByteArrayInputStream(large), large.length);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(2_000_000);
        assertThat(store.get(new TenantId("acme"), Digest.of(large))).contains(large);
    }
}
