package dev.ratchet.activities.retrieval.lucene;

import dev.ratchet.activities.database.Database;
import dev.ratchet.activities.database.Json;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;

/** Which commit of a tenant's index counts, and which worker may make the next one. */
final class Heads {
    private final Jdbi jdbi;

    Heads(Database database) {
        this.jdbi = database.jdbi();
    }

    /** Those that have published. */
    List<TenantId> tenants() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT tenant FROM passage_index WHERE snapshot IS NOT NULL ORDER BY tenant")
                .mapTo(String.class)
                .map(TenantId::new)
                .list());
    }

    /** Empty before the first publication. */
    Optional<Head> head(TenantId tenant) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT generation, snapshot FROM passage_index WHERE tenant = :tenant AND snapshot IS NOT NULL")
                .bind("tenant", tenant.value())
                .map((row, context) ->
                        new Head(row.getLong("generation"), Json.read(row.getString("snapshot"), Snapshot.class)))
                .findOne());
    }

    /** 0 before the first publication; far smaller than the whole head. */
    long generation(TenantId tenant) {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT generation FROM passage_index WHERE tenant = :tenant")
                        .bind("tenant", tenant.value())
                        .mapTo(Long.class)
                        .findOne()
                        .orElse(0L));
    }

    /** @return whether this holder may write now, and for so long; another's lease that is not over stands in the way */
    boolean lease(TenantId tenant, String holder, Duration time) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        INSERT INTO passage_index AS mine (tenant, holder, lease_until)
                        VALUES (:tenant, :holder, clock_timestamp() + :millis * interval '1 millisecond')
                        ON CONFLICT (tenant) DO UPDATE SET holder = EXCLUDED.holder, lease_until = EXCLUDED.lease_until
                        WHERE mine.holder IS NULL OR mine.holder = EXCLUDED.holder OR mine.lease_until < clock_timestamp()""")
                        .bind("tenant", tenant.value())
                        .bind("holder", holder)
                        .bind("millis", time.toMillis())
                        .execute()
                == 1);
    }

    void release(TenantId tenant, String holder) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "UPDATE passage_index SET holder = NULL, lease_until = NULL WHERE tenant = :tenant AND holder = :holder")
                .bind("tenant", tenant.value())
                .bind("holder", holder)
                .execute());
    }

    /** Blocks that may be in the store though no snapshot has them. */
    Set<Digest> unneeded(TenantId tenant) {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT unnest(unneeded) FROM passage_index WHERE tenant = :tenant")
                        .bind("tenant", tenant.value())
                        .map((row, context) -> new Digest(row.getString(1)))
                        .set());
    }

    /**
     * Puts on record what is about to be kept, for whoever comes next when it is not published.
     *
     * @return whether this holder may still write
     */
    boolean announce(TenantId tenant, String holder, Set<Digest> blocks) {
        return jdbi.withHandle(handle -> handle.createUpdate(
                                "UPDATE passage_index SET unneeded = :blocks WHERE tenant = :tenant AND holder = :holder")
                        .bind("tenant", tenant.value())
                        .bind("holder", holder)
                        .bindArray("blocks", String.class, hex(blocks))
                        .execute()
                == 1);
    }

    private static List<String> hex(Set<Digest> blocks) {
        return blocks.stream().map(Digest::hex).toList();
    }

    /**
     * Ends the lease, too.
     *
     * @param follows generation that the snapshot was made from
     * @param next what counts from now on
     * @param unneeded blocks that only the one before had
     * @return whether it counts now; false when another holds the lease or has published meanwhile
     */
    boolean publish(TenantId tenant, String holder, long follows, Head next, Set<Digest> unneeded) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        UPDATE passage_index SET generation = :generation, snapshot = :snapshot, unneeded = :unneeded,
                            holder = NULL, lease_until = NULL
                        WHERE tenant = :tenant AND generation = :follows AND holder = :holder""")
                        .bind("holder", holder)
                        .bindArray("unneeded", String.class, hex(unneeded))
                        .bind("tenant", tenant.value())
                        .bind("follows", follows)
                        .bind("generation", next.generation())
                        .bind("snapshot", Json.write(next.snapshot()))
                        .execute()
                == 1);
    }
}
