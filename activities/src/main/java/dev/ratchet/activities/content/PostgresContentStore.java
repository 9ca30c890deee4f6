package dev.ratchet.activities.content;

import dev.ratchet.activities.database.Database;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.TenantId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.Argument;

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
    public Optional<byte[]> get(TenantId tenant, Digest digest) throws IOException {
        byte[] kept = kept(tenant, List.of(digest)).get(digest);
        return kept == null ? Optional.empty() : Optional.of(Intact.require(digest, kept));
    }

    @Override
    public Map<Digest, byte[]> getAll(TenantId tenant, Collection<Digest> digests) {
        return Intact.only(kept(tenant, digests));
    }

    private Map<Digest, byte[]> kept(TenantId tenant, Collection<Digest> digests) {
        Map<Digest, byte[]> found = new LinkedHashMap<>();
        jdbi.useHandle(handle -> handle.createQuery(
                        "SELECT digest, bytes FROM content WHERE tenant = :tenant AND digest = ANY(:digests)")
                .bind("tenant", tenant.value())
                .bindArray(
                        "digests",
                        String.class,
                        digests.stream().map(Digest::hex).distinct().toList())
                .map((row, context) -> found.put(new Digest(row.getString("digest")), row.getBytes("bytes")))
                .list());
        return found;
    }

    /** In the order of their digests, so that two writers of the same bodies wait for each other in one direction only. */
    @Override
    public List<DocumentRef> putAll(TenantId tenant, List<byte[]> bodies) {
        SortedMap<String, byte[]> byDigest = new TreeMap<>();
        List<DocumentRef> refs = new ArrayList<>();
        for (byte[] body : bodies) {
            Digest digest = Digest.of(body);
            byDigest.put(digest.hex(), body);
            refs.add(new DocumentRef(tenant, digest, body.length));
        }
        if (!refs.isEmpty()) {
            byte[][] inOrder = byDigest.values().toArray(byte[][]::new);
            Argument bytes = (position, statement, context) ->
                    statement.setArray(position, statement.getConnection().createArrayOf("bytea", inOrder));
            jdbi.useHandle(handle -> handle.createUpdate("""
                            INSERT INTO content (tenant, digest, bytes)
                            SELECT :tenant, digest, bytes FROM unnest(:digests, :bytes) AS body(digest, bytes)
                            ON CONFLICT (tenant, digest) DO NOTHING""")
                    .bind("tenant", tenant.value())
                    .bindArray("digests", String.class, byDigest.keySet())
                    .bind("bytes", bytes)
                    .execute());
        }
        return refs;
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
