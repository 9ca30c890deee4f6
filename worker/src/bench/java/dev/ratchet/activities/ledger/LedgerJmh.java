package dev.ratchet.activities.ledger;

import dev.ratchet.activities.approval.ApprovalKeys;
import dev.ratchet.bench.Posting;
import dev.ratchet.workflows.agent.Intent;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.LedgerActivities;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The ledger's judgement on a policy grant, the hash of the entry included; no database. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LedgerJmh {
    private final Authority authority =
            new Authority(ApprovalKeys.generate().verification());
    private final LedgerActivities.Posting posting = Posting.toy(1);
    private final Books books = new Books(
            Instant.EPOCH,
            0,
            "",
            null,
            new Books.Supplier(true, false, 100_000),
            null,
            null,
            0,
            null,
            Set.of(),
            Map.of(),
            Set.of());

    @Benchmark
    public @Nullable Object ledgerCheck() {
        var entry = posting.entry();
        Digest intent = new Intent(entry.businessKey(), "post_entry", entry.arguments()).digest();
        Object no = authority.refuse(posting, intent, books);
        if (no != null) {
            throw new IllegalStateException("should be fine: " + no);
        }
        return no;
    }
}
