package dev.ratchet.workflows.contract.retrieval;

import dev.ratchet.workflows.contract.Digest;
import java.util.List;

/**
 * What the library had on words of an agent's own. It goes into a run's state, and so without any text.
 *
 * @param query digest of the words, in the content store once somebody has searched
 * @param passages best first; empty where nothing was found, and where nobody could search
 * @param by name and version of the configuration that searched, or the code of why nobody could
 * @param searched whether somebody could
 */
public record LookedUp(Digest query, List<Passage> passages, String by, boolean searched) {
    public LookedUp {
        passages = List.copyOf(passages);
        if (!searched && !passages.isEmpty()) {
            throw new IllegalArgumentException("who could not search found nothing");
        }
    }

    public static LookedUp of(Digest query, RetrievalActivities.Found found) {
        List<Passage> passages =
                found.hits().stream().map(RetrievalActivities.Hit::passage).toList();
        return new LookedUp(query, passages, found.configuration(), true);
    }

    public static LookedUp failed(Digest query, String code) {
        return new LookedUp(query, List.of(), code, false);
    }
}
