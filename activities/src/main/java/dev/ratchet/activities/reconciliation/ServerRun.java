package dev.ratchet.activities.reconciliation;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.RunRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The latest run under a workflow id, or a document that a batch decided, as the server knows it.
 *
 * @param endedAt absent while it is open
 * @param request that it waits for, see {@link dev.ratchet.workflows.contract.record.RunSummary.Waiting#request}; absent when it
 *     does not wait, and when nobody was asked
 */
public record ServerRun(
        RunRef run,
        State state,
        @Nullable Instant endedAt,
        @Nullable Digest request) {

    public enum State {
        RUNNING,
        /** For a person. */
        WAITING,
        /** By itself, with a result. */
        ENDED,
        FAILED,
        /** Terminated, cancelled, or its time was over. */
        FORCED
    }

    public ServerRun {
        boolean open = state == State.RUNNING || state == State.WAITING;
        if (open != (endedAt == null)) {
            throw new IllegalArgumentException("a run has an end when it is not open, and only then");
        }
    }
}
