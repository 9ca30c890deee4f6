package dev.ratchet.activities.content;

import dev.ratchet.activities.database.Database;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.TenantId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * Bodies as rows. One row is one value in PostgreSQL, so a body is held in memory once while it is stored or read; the
 * cap bounds how much, and nothing beyond it is read.
 */
public final class PostgresContentStore implements ContentStore {
    private static final int BUFFER = 64 * 1024;

    private final Jdbi jdbi;

    public PostgresContentStore(Database database) {
        this.jdbi = database.jdbi();
    }

    @Override
    public DocumentRef put(TenantId tenant, InputStream bytes, long cap) throws IOException {
        byte[] body = upTo(cap, bytes);
        Digest digest = Digest.of(body);
        jdbi.useHandle(handle -> handle.createUpdate("""
                        INSERT INTO content (tenant, digest, bytes) VALUES (:tenant, :digest, :bytes)
                        ON CONFLICT (tenant, digest) DO NOTHING""")
                .bind("tenant", tenant.value())
                .bind("digest", digest.hex())
                .bind("bytes", body)
                .execute());
        return new DocumentRef(tenant, digest, body.length);
    }

    @Override
    public Optional<byte[]> get(TenantId tenant, Digest digest) {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT bytes FROM content WHERE tenant = :tenant AND digest = :digest")
                        .bind("tenant", tenant.value())
                        .bind("digest", digest.hex())
                        .mapTo(byte[].class)
                        .findOne());
    }

    private static byte[] upTo(long cap, InputStream bytes) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER];
        for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
            if (body.size() + (long) read > cap) {
                throw new TooLargeException(cap);
            }
            body.write(buffer, 0, read);
        }
        return body.toByteArray();
    }
}
