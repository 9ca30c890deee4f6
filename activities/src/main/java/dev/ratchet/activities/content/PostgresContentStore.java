package dev.ratchet.activities.content;

import dev.ratchet.activities.database.Database;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.TenantId;
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
 * Bodies as rows. A body on its way in is spooled and sent as a stream, never held in memory whole; one that is read is
 * held in memory once.
 */
public final class PostgresContentStore implements ContentStore {
    private final Jdbi jdbi;

    public PostgresContentStore(Database database) {
        this.jdbi = database.jdbi();
    }

    @Override
    public DocumentRef put(TenantId tenant, InputStream bytes, long cap) throws IOException {
        try (SpooledBody body = SpooledBody.of(bytes, cap)) {
            return put(tenant, body);
        }
    }

    /** The driver sends a stream of known length as it reads it. */
    @Override
    public DocumentRef put(TenantId tenant, SpooledBody body) throws IOException {
        Digest digest = body.digest();
        int length = Math.toIntExact(body.length());
        try (InputStream bytes = body.open()) {
            Argument streamed = (position, statement, context) -> statement.setBinaryStream(position, bytes, length);
            jdbi.useHandle(handle -> handle.createUpdate("""
                            INSERT INTO content (tenant, digest, bytes) VALUES (:tenant, :digest, :bytes)
                            ON CONFLICT (tenant, digest) DO NOTHING""")
                    .bind("tenant", tenant.value())
                    .bind("digest", digest.hex())
                    .bind("bytes", streamed)
                    .execute());
        }
        return new DocumentRef(tenant, digest, length);
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

    /** Hashed by the database, so that no body travels. */
    @Override
    public Map<Digest, Held> held(TenantId tenant, Collection<Digest> digests) {
        Map<Digest, Held> held = new LinkedHashMap<>();
        digests.forEach(digest -> held.put(digest, Held.MISSING));
        jdbi.useHandle(handle -> handle.createQuery("""
                        SELECT digest, digest = encode(sha256(bytes), 'hex') AS whole FROM content
                        WHERE tenant = :tenant AND digest = ANY(:digests)""")
                .bind("tenant", tenant.value())
                .bindArray(
                        "digests",
                        String.class,
                        held.keySet().stream().map(Digest::hex).toList())
                .map((row, context) -> held.put(
                        new Digest(row.getString("digest")), row.getBoolean("whole") ? Held.WHOLE : Held.CHANGED))
                .list());
        return held;
    }

    /** The database asks once more whether nobody needs them. */
    @Override
    public void forget(TenantId tenant, Collection<Digest> digests) {
        jdbi.useHandle(handle -> handle.createQuery("SELECT library_forget(:tenant, :digests) IS NULL")
                .bind("tenant", tenant.value())
                .bindArray(
                        "digests",
                        String.class,
                        digests.stream().map(Digest::hex).toList())
                .mapTo(Boolean.class)
                .one());
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
}
