package dev.ratchet.bench;

import dev.ratchet.workflows.contract.LedgerActivities;

/** Toy postings for benchmarks in other packages. */
public final class Posting {
    private Posting() {}

    public static LedgerActivities.Posting toy(int item) {
        return Toy.posting(item, "bench");
    }
}
