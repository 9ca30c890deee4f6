package dev.ratchet.activities.content;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratchet.activities.database.TestDatabase;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import java.sql.Connection;
import java.sql.Statement;
import java.util.HexFormat;
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
}
