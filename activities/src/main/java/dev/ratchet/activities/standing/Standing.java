package dev.ratchet.activities.standing;

import java.time.Duration;
import java.util.List;

/**
 * How things stand with one tenant, by the database's clock.
 *
 * @param waiting what waits for people, one for each agent, role and reason of which there are any
 * @param unrecorded age of the oldest entry, among the latest {@link PostgresStandings#ENTRIES}, whose run has no record from
 *     after it; zero when there is none
 * @param books what is known of the books
 */
public record Standing(List<Waiting> waiting, Duration unrecorded, Books books) {
    public Standing {
        waiting = List.copyOf(waiting);
    }

    /** Why a run waits for a person. */
    public enum Reason {
        /** To consent to an effect. */
        CONSENT,
        /** Something has to be mended first, or denied. */
        MEND,
        /** No budget holds the question that comes next. */
        BUDGET,
        /** No model answers it. */
        MODEL
    }

    /**
     * Of one role.
     *
     * @param runs how many, 1 or more
     * @param oldest since when the one that waits longest does
     */
    public record Waiting(String agent, String role, Reason reason, long runs, Duration oldest) {}

    /**
     * The chain.
     *
     * @param entries in the books
     * @param unverified since the last verification that found nothing, or since the first entry when there was none; zero
     *     while there are no entries
     * @param discrepancies that the latest verification found; 0 before the first one
     */
    public record Books(long entries, Duration unverified, long discrepancies) {}
}
