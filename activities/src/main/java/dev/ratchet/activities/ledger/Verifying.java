package dev.ratchet.activities.ledger;

import dev.ratchet.activities.ledger.Ledger.Verification;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Recomputes a tenant's chain from its rows: numbers, hashes, balances, and that nothing is missing at the end. */
final class Verifying {
    private Verifying() {}

    static Verification verify(Handle handle, TenantId tenant) {
        long entries = 0;
        String head = Row.genesis(tenant.value()).hex();
        try (StoredRows rows = new StoredRows(handle, tenant, 0)) {
            while (rows.hasNext()) {
                StoredRows.Stored stored = rows.next();
                String why = wrong(stored, entries + 1, head);
                if (why != null) {
                    return new Verification(entries, digest(entries, head), entries + 1, why);
                }
                entries++;
                head = stored.hash();
            }
        }
        return missing(handle, tenant, entries, head);
    }

    private static @Nullable String wrong(StoredRows.Stored stored, long expected, String head) {
        Row row = stored.row();
        if (row.number() != expected) {
            return "entry " + expected + " is missing; the next one is " + row.number();
        }
        if (!row.prevHash().equals(head)) {
            return "entry " + expected + " does not carry the hash of the entry before it";
        }
        if (!row.hash().hex().equals(stored.hash())) {
            return "entry " + expected + " or one of its lines was changed after it was written";
        }
        return unbalanced(row);
    }

    private static @Nullable String unbalanced(Row row) {
        Map<String, BigInteger> sums = new TreeMap<>();
        BigInteger debits = BigInteger.ZERO;
        for (Row.Line line : row.lines()) {
            BigInteger minor = BigInteger.valueOf(line.minor());
            sums.merge(line.currency(), minor, BigInteger::add);
            debits = debits.add(minor.max(BigInteger.ZERO));
        }
        for (Map.Entry<String, BigInteger> sum : sums.entrySet()) {
            if (sum.getValue().signum() != 0) {
                return "entry " + row.number() + " is off by " + sum.getValue() + " minor units of " + sum.getKey();
            }
        }
        if (row.lines().size() < 2 || !debits.equals(BigInteger.valueOf(row.size()))) {
            return "entry " + row.number() + " has lines that do not make its size";
        }
        return null;
    }

    /** Entries cut off at the end leave a chain that fits, but not the head that the database keeps. */
    private static Verification missing(Handle handle, TenantId tenant, long entries, String head) {
        record Head(long number, String hash) {}
        Head kept;
        try (Query query = handle.createQuery("SELECT number, hash FROM chain_head WHERE tenant = :tenant")) {
            kept = query.bind("tenant", tenant.value())
                    .map((row, context) -> new Head(row.getLong("number"), row.getString("hash")))
                    .findOne()
                    .orElse(new Head(0, Row.genesis(tenant.value()).hex()));
        }
        boolean fits = kept.number() == entries && kept.hash().equals(head);
        return fits
                ? new Verification(entries, digest(entries, head), null, null)
                : new Verification(
                        entries,
                        digest(entries, head),
                        entries + 1,
                        "the books end at entry " + entries + " but the head of the chain is entry " + kept.number());
    }

    private static @Nullable Digest digest(long entries, String head) {
        return entries == 0 ? null : new Digest(head);
    }
}
