package dev.ratchet.bench;

import dev.ratchet.workflows.contract.effect.EffectActivities;

/** Toy postings for benchmarks in other packages. */
public final class ToyPosting {
    private ToyPosting() {}

    public static EffectActivities.Request toy(int item) {
        return Toy.posting(item, "bench");
    }
}
