package dev.ratchet.activities.retrieval.embedding;

import java.util.List;

/** Stands between an index and an embedding that is paid for: where a budget belongs. */
@FunctionalInterface
public interface Spending {
    /** For an endpoint that costs nothing. */
    Spending FREE = (texts, tokens) -> spent -> {};

    /**
     * Before each call.
     *
     * @param tokens that the call costs at most
     * @return to be settled after the call, in any case
     * @throws RuntimeException when a budget cannot hold the call, which is then not made
     */
    Reserved reserve(List<String> texts, long tokens);

    /** Money that is set aside for one call. */
    @FunctionalInterface
    interface Reserved {
        /** @param tokens that the call cost; 0 when it failed */
        void settle(long tokens);
    }
}
