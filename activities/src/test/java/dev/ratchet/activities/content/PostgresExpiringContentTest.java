package dev.ratchet.activities.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.activities.database.TestDatabase;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresExpiringContentTest extends ContentStoreContract {
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
    protected ExpiringContent store() {
        return new PostgresExpiringContent(test.database());
    }

    @Override
    protected void plant(TenantId tenant, Digest digest, byte[] bytes) throws Exception {
        try (Connection connection = test.superuser();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE model_content DROP CONSTRAINT model_content_is_its_digest");
            statement.execute("INSERT INTO model_content (tenant, digest, bytes) VALUES ('%s', '%s', '\\x%s')"
                    .formatted(tenant, digest.hex(), HexFormat.of().formatHex(bytes)));
            statement.execute("ALTER TABLE model_content ADD CONSTRAINT model_content_is_its_digest"
                    + " CHECK (digest = encode(sha256(bytes), 'hex')) NOT VALID");
        }
    }

    @Test
    void whatIsOlderIsRemovedOfThisTenantAloneAndNoDocument() throws Exception {
        TenantId tenant = new TenantId("purged");
        TenantId other = new TenantId("other");
        byte[] said = {1, 2, 3};
        byte[] again = {4, 5, 6};
        byte[] young = {7, 8, 9};
        ContentStore documents = new PostgresContentStore(test.database());
        Digest old = store().put(tenant, said).digest();
        store().put(tenant, again);
        store().put(other, said);
        documents.put(tenant, said);
        age();
        store().put(tenant, again);
        store().put(tenant, young);
        assertThat(store().purge(tenant, Duration.ofDays(30))).isEqualTo(1);
        assertThat(store().get(tenant, old)).isEmpty();
        assertThat(store().get(tenant, Digest.of(again))).as("stored again").contains(again);
        assertThat(store().get(tenant, Digest.of(young))).contains(young);
        assertThat(store().get(other, old)).contains(said);
        assertThat(documents.get(tenant, old))
                .as("the same bytes as a document")
                .contains(said);
    }

    private static void age() throws Exception {
        try (Connection connection = test.superuser();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE model_content SET kept_at = kept_at - interval '31 days'"
                    + " WHERE tenant IN ('purged', 'other')");
        }
    }
}
