package dev.ratchet.activities.ledger;

import dev.ratchet.activities.effect.RequestedEffect;
import dev.ratchet.bench.ToyPosting;
import dev.ratchet.workflows.contract.effect.EffectActivities;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
    private final EffectActivities.Request request = ToyPosting.toy(1);
    private final PostingContext books = new PostingContext(
            new PostingContext.Supplier(true, false, 100_000), null, null, 0, null, null, 0, List.of());

    @Benchmark
    public Posting ledgerCheck() {
        Posting posting = Posting.of(new RequestedEffect(
                request, new PostingEffect(), request.intent().digest()));
        Object no = PostingRules.refuse(posting, books);
        if (no != null) {
            throw new IllegalStateException("should be fine: " + no);
        }
        return posting;
    }
}
