package dev.ratchet.activities.content;

import dev.ratchet.activities.database.Database;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Bodies as rows of a table of their own, each held in memory whole: all of them are short. */
public final class PostgresExpiringContent implements ExpiringContent {
    /** Whose bodies these are; each kind has a table of its own, so that one's retention never touches another's. */
    public enum Kind {
        /** Prompts and completions. */
        MODEL("model_content"),
        /** Files of indexes of passages. */
        INDEX("index_content");

        private final String table;

        Kind(String table) {
            this.table = table;
        }
    }

    private static final String PUT = """
            INSERT INTO <table> (tenant, digest, bytes) VALUES (:tenant, :digest, :bytes)
            ON CONFLICT (tenant, digest) DO UPDATE SET kept_at = clock_timestamp()""";

    private final Jdbi jdbi;
    private final String table;

    public PostgresExpiringContent(Database database) {
        this(database, Kind.MODEL);
    }

    public PostgresExpiringContent(Database database, Kind kind) {
        this.jdbi = database.jdbi();
        this.table = kind.table;
    }

    @Override
    public DocumentRef put(TenantId tenant, InputStream bytes, long cap) throws IOException {
        byte[] body;
        try (SpooledBody spooled = SpooledBody.of(bytes, cap)) {
            body = spooled.bytes();
        }
        Digest digest = Digest.of(body);
        jdbi.useHandle(handle -> handle.createUpdate(PUT)
                .define("table", table)
                .bind("tenant", tenant.value())
                .bind("digest", digest.hex())
                .bind("bytes", body)
                .execute());
        return new DocumentRef(tenant, digest, body.length);
    }

    /** In one transaction. */
    @Override
    public List<DocumentRef> putAll(TenantId tenant, List<byte[]> bodies) {
        List<DocumentRef> refs = bodies.stream()
                .map(body -> new DocumentRef(tenant, Digest.of(body), body.length))
                .toList();
        if (bodies.isEmpty()) {
            return refs;
        }
        jdbi.useTransaction(handle -> {
            PreparedBatch rows = handle.prepareBatch(PUT).define("table", table);
            // In one order for all writers: two that store the same bodies would wait for each other.
            SortedMap<String, byte[]> ordered = new TreeMap<>();
            for (int each = 0; each < bodies.size(); each++) {
                ordered.put(refs.get(each).digest().hex(), bodies.get(each));
            }
            ordered.forEach((digest, body) -> rows.bind("tenant", tenant.value())
                    .bind("digest", digest)
                    .bind("bytes", body)
                    .add());
            rows.execute();
        });
        return refs;
    }

    @Override
    public Optional<byte[]> get(TenantId tenant, Digest digest) throws IOException {
        Optional<byte[]> kept = kept(tenant, digest);
        return kept.isEmpty() ? kept : Optional.of(Intact.require(digest, kept.get()));
    }

    @Override
    public Map<Digest, byte[]> getAll(TenantId tenant, Collection<Digest> digests) {
        Map<Digest, byte[]> found = new LinkedHashMap<>();
        digests.forEach(digest -> kept(tenant, digest).ifPresent(bytes -> found.put(digest, bytes)));
        return Intact.only(found);
    }

    @Override
    public Map<Digest, Held> held(TenantId tenant, Collection<Digest> digests) {
        Map<Digest, Held> held = new LinkedHashMap<>();
        digests.forEach(digest -> held.put(digest, Intact.held(digest, kept(tenant, digest))));
        return held;
    }

    private Optional<byte[]> kept(TenantId tenant, Digest digest) {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT bytes FROM <table> WHERE tenant = :tenant AND digest = :digest")
                        .define("table", table)
                        .bind("tenant", tenant.value())
                        .bind("digest", digest.hex())
                        .mapTo(byte[].class)
                        .findOne());
    }

    @Override
    public int purge(TenantId tenant, Duration olderThan, Set<Digest> except) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        DELETE FROM <table> WHERE tenant = :tenant AND kept_at < clock_timestamp() - :age * interval '1 millisecond'
                          AND digest <> ALL (:except)""")
                .define("table", table)
                .bindArray("except", String.class, hex(except))
                .bind("tenant", tenant.value())
                .bind("age", olderThan.toMillis())
                .execute());
    }

    @Override
    public void forget(TenantId tenant, Collection<Digest> digests) {
        if (!digests.isEmpty()) {
            jdbi.useHandle(handle -> handle.createUpdate(
                            "DELETE FROM <table> WHERE tenant = :tenant AND digest = ANY (:digests)")
                    .define("table", table)
                    .bind("tenant", tenant.value())
                    .bindArray("digests", String.class, hex(digests))
                    .execute());
        }
    }

    private static List<String> hex(Collection<Digest> digests) {
        return digests.stream().map(Digest::hex).toList();
    }
}
