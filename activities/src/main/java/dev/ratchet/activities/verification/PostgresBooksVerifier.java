package dev.ratchet.activities.verification;

import dev.ratchet.activities.approval.AuthorizationCheck;
import dev.ratchet.activities.content.ContentStore;
import dev.ratchet.activities.database.Database;
import dev.ratchet.activities.ledger.StoredRows;
import dev.ratchet.workflows.contract.TenantId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Verifies books in PostgreSQL, in one snapshot. Entries are streamed and held against what they rest on a page at a time, so the
 * memory that it takes does not grow with the books.
 */
public final class PostgresBooksVerifier implements BooksVerifier {
    /** By how much times may be out of order: the database's clock can be set, and another server can take its place. */
    static final Duration CLOCK = Duration.ofMinutes(5);

    /** A run writes its record after its entry; a worker that died in between is replaced in this time. */
    private static final Duration RECORDED_WITHIN = Duration.ofHours(1);

    /** Their trails, some 7 KB each, are in memory together. */
    private static final int PAGE = 200;

    private final Database database;
    private final AuthorizationCheck.Keys keys;
    private final ContentStore contents;
    private final Duration recordedWithin;

    /** @param keys every one whose word ever counted, with the time in which it did */
    public PostgresBooksVerifier(Database database, AuthorizationCheck.Keys keys, ContentStore contents) {
        this(database, keys, contents, RECORDED_WITHIN);
    }

    PostgresBooksVerifier(
            Database database, AuthorizationCheck.Keys keys, ContentStore contents, Duration recordedWithin) {
        this.database = database;
        this.keys = keys;
        this.contents = contents;
        this.recordedWithin = recordedWithin;
    }

    @Override
    public Verification verify(TenantId tenant, @Nullable ChainHead earlier) throws IOException {
        return database.snapshot(handle -> verify(handle, tenant, earlier));
    }

    private Verification verify(Handle handle, TenantId tenant, @Nullable ChainHead earlier) throws IOException {
        Tally tally = new Tally();
        Instant now = now(handle);
        ChainCheck chain = new ChainCheck(tenant, earlier, now, tally);
        RunCheck runs = new RunCheck(now.minus(recordedWithin));
        ReversalCheck reversals = new ReversalCheck();
        List<EntryCheck> checks = List.of(
                reversals,
                new IntentCheck(),
                new AuthorityCheck(keys, RuleBookCheck.load(handle)),
                new DocumentCheck(),
                runs);
        ProofLookup lookup = new ProofLookup(handle, tenant, contents);
        try (StoredRows rows = new StoredRows(handle, tenant, 0)) {
            while (rows.hasNext()) {
                List<Booked> page = new ArrayList<>();
                while (rows.hasNext() && page.size() < PAGE) {
                    StoredRows.Stored stored = rows.next();
                    chain.next(stored);
                    page.add(Booked.of(stored.row()));
                }
                check(page, lookup.of(page), checks, tally);
            }
        }
        reversals.end(tally);
        ChainHead head = end(handle, tenant, chain);
        TableChecks.check(handle, tenant, CLOCK, tally);
        return new Verification(chain.entries(), head, runs.unrecorded(), tally.found());
    }

    private static void check(List<Booked> page, Proofs proofs, List<EntryCheck> checks, Tally tally) {
        for (Booked booked : page) {
            for (EntryCheck check : checks) {
                try {
                    check.check(booked, proofs, tally);
                } catch (RuntimeException e) {
                    // Nothing is asked of the database in here: the row holds something that no code of ours writes.
                    tally.add(
                            DiscrepancyKind.AUTHORIZATION_UNREADABLE,
                            booked.about(),
                            "%s, or what it rests on, cannot be read",
                            booked.about());
                }
            }
        }
    }

    private static ChainHead end(Handle handle, TenantId tenant, ChainCheck chain) {
        record Kept(long number, String hash) {}
        try (Query query = handle.createQuery("SELECT number, hash FROM chain_head WHERE tenant = :tenant")) {
            Optional<Kept> kept = query.bind("tenant", tenant.value())
                    .map((row, context) -> new Kept(row.getLong("number"), row.getString("hash")))
                    .findFirst();
            return chain.end(
                    kept.map(Kept::number).orElse(null), kept.map(Kept::hash).orElse(null));
        }
    }

    private static Instant now(Handle handle) {
        try (Query query = handle.createQuery("SELECT now()")) {
            return query.mapTo(OffsetDateTime.class).one().toInstant();
        }
    }
}
