package dev.ratchet.activities.verification;

import static dev.ratchet.activities.verification.DiscrepancyKind.CHAIN_BROKEN;
import static dev.ratchet.activities.verification.DiscrepancyKind.EARLIER_HEAD_LOST;
import static dev.ratchet.activities.verification.DiscrepancyKind.ENTRY_CHANGED;
import static dev.ratchet.activities.verification.DiscrepancyKind.ENTRY_MISSING;
import static dev.ratchet.activities.verification.DiscrepancyKind.ENTRY_UNBALANCED;
import static dev.ratchet.activities.verification.DiscrepancyKind.HEAD_MOVED;
import static dev.ratchet.activities.verification.DiscrepancyKind.POSTED_OUT_OF_ORDER;

import dev.ratchet.activities.ledger.Row;
import dev.ratchet.activities.ledger.StoredRows;
import dev.ratchet.workflows.contract.TenantId;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Recomputes a tenant's chain, entry by entry in their order: numbers, hashes, times and balances. */
final class ChainCheck {
    private final @Nullable ChainHead earlier;
    private final Instant now;
    private final Tally tally;
    private long entries;
    private long last;
    private String head;
    private Instant lastPosted = Instant.MIN;

    /**
     * @param earlier which the chain must hold
     * @param now by the database's clock
     */
    ChainCheck(TenantId tenant, @Nullable ChainHead earlier, Instant now, Tally tally) {
        this.earlier = earlier;
        this.now = now;
        this.tally = tally;
        this.head = Row.genesis(tenant.value()).hex();
        holdAgainstEarlier();
    }

    long entries() {
        return entries;
    }

    void next(StoredRows.Stored stored) {
        Row row = stored.row();
        String about = "entry " + row.number();
        if (row.number() != last + 1) {
            tally.add(
                    ENTRY_MISSING,
                    "entry " + (last + 1),
                    "entry %s is missing; the next one is %s",
                    last + 1,
                    row.number());
        }
        if (!row.prevHash().equals(head)) {
            tally.add(CHAIN_BROKEN, about, "%s does not carry the hash of the entry before it", about);
        }
        if (!row.hash().hex().equals(stored.hash())) {
            tally.add(ENTRY_CHANGED, about, "%s or one of its lines was changed after it was written", about);
        }
        balance(row, about);
        time(row.postedAt(), about);
        entries++;
        last = row.number();
        head = stored.hash();
        holdAgainstEarlier();
    }

    private void balance(Row row, String about) {
        Map<String, BigInteger> sums = new TreeMap<>();
        BigInteger debits = BigInteger.ZERO;
        for (Row.Line line : row.lines()) {
            BigInteger minor = BigInteger.valueOf(line.minor());
            sums.merge(line.currency(), minor, BigInteger::add);
            debits = debits.add(minor.max(BigInteger.ZERO));
        }
        sums.forEach((currency, sum) -> {
            if (sum.signum() != 0) {
                tally.add(ENTRY_UNBALANCED, about, "%s is off by %s minor units of %s", about, sum, currency);
            }
        });
        if (row.lines().size() < 2 || !debits.equals(BigInteger.valueOf(row.size()))) {
            tally.add(ENTRY_UNBALANCED, about, "%s has lines that do not make its size", about);
        }
    }

    private void time(Instant posted, String about) {
        if (posted.plus(PostgresBooksVerifier.CLOCK).isBefore(lastPosted)) {
            tally.add(
                    POSTED_OUT_OF_ORDER,
                    about,
                    "%s is said to be posted at %s, before the entry before it, which was posted at %s",
                    about,
                    posted,
                    lastPosted);
        }
        if (posted.isAfter(now.plus(PostgresBooksVerifier.CLOCK))) {
            tally.add(POSTED_OUT_OF_ORDER, about, "%s is said to be posted at %s; it is %s now", about, posted, now);
        }
        lastPosted = posted;
    }

    private void holdAgainstEarlier() {
        if (earlier != null && earlier.number() == last && !earlier.hash().hex().equals(head)) {
            tally.add(
                    EARLIER_HEAD_LOST,
                    "entry " + last,
                    "entry %s has another hash than the head that you kept: something up to it was changed",
                    last);
        }
    }

    /**
     * Entries cut off at the end leave a chain that fits, but not the head that the database keeps.
     *
     * @param number and {@code hash} of the head that the database keeps; absent when it keeps none
     * @return what the rows themselves end with
     */
    ChainHead end(@Nullable Long number, @Nullable String hash) {
        if (number == null ? last > 0 : number != last || !head.equals(hash)) {
            tally.add(
                    HEAD_MOVED,
                    "entry " + last,
                    "the books end at entry %s but the head of the chain is %s",
                    last,
                    number == null ? "gone" : number == last ? "another hash than the entry has" : "entry " + number);
        }
        if (earlier != null && earlier.number() > last) {
            tally.add(
                    EARLIER_HEAD_LOST,
                    "entry " + earlier.number(),
                    "the books end at entry %s and the head that you kept is entry %s: the last entries are gone",
                    last,
                    earlier.number());
        }
        return new ChainHead(last, Digests.readable(head));
    }
}
