package dev.ratchet.activities.retrieval.embedding;

import java.util.List;

/** Stands between an index and an embedding that is paid for: where a budget belongs. */
public interface Spending {
    /** For an endpoint that costs nothing. */
    Spending FREE = new Spending() {
        @Override
        public void reserve(List<String> texts, long tokens) {}

        @Override
        public void settle(long tokens) {}
    };

    /**
     * Before each call.
     *
     * @param tokens that the call costs at most
     * @throws RuntimeException when a budget cannot hold the call, which is then not made
     */
    void reserve(List<String> texts, long tokens);

    /**
     * After each call that was reserved.
     *
     * @param tokens that it cost; 0 when it failed
     */
    void settle(long tokens);
}
