package dev.ratchet.workflows.gateway.operations;

import dev.ratchet.workflows.gateway.BooksHead;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found when runs, record and books were compared.
 *
 * @param since runs that ended on the server before were not looked at
 * @param runs of the server that were looked at
 * @param batches of the server whose pages were looked at
 * @param unfinished runs that by the record have not ended
 * @param unanswered runs that wait and that no worker answered for, so that their request was not compared
 * @param differences at most {@link #MOST}
 * @param count of all differences there are
 */
public record ReconcileReport(
        Instant since,
        long runs,
        long batches,
        long unfinished,
        long unanswered,
        long count,
        List<Difference> differences,
        Books books) {
    /** The most differences that are told, and the most that are repaired at once. */
    public static final int MOST = 1_000;

    public ReconcileReport {
        differences = List.copyOf(differences);
    }

    /**
     * Whether the books fit what they rest on.
     *
     * @param head to keep elsewhere
     * @param findings {@code KIND COUNT} of what {@code ledger verify} tells more of; empty when all fits
     */
    public record Books(long entries, BooksHead head, List<String> findings) {
        public Books {
            findings = List.copyOf(findings);
        }
    }

    /** What became of a difference. */
    public enum Standing {
        /** {@code --repair} would mend it. */
        REPAIRABLE,
        REPAIRED,
        /** A person has to do something. */
        LEFT
    }

    /**
     * @param code frozen, upper snake case
     * @param runId on the server or on record
     * @param name what the submitter called it; absent where nothing tells
     * @param why one sentence without its subject, which is the run
     * @param next what was done, what {@code --repair} would do, or what a person has to type
     */
    public record Difference(
            String code,
            String workflowId,
            String runId,
            @Nullable String name,
            String why,
            Standing standing,
            String next) {}

    public long count(Standing standing) {
        return differences.stream().filter(each -> each.standing() == standing).count();
    }
}
