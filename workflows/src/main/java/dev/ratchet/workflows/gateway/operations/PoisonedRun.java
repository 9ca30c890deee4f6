package dev.ratchet.workflows.gateway.operations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run that took its workers with it.
 *
 * @param agent by name
 * @param why what was lost, in a sentence
 * @param since when it was started, which for one that was moved is when it was moved
 * @param by who moved it; absent where {@code standing} is {@link Standing#SUSPECTED}
 */
public record PoisonedRun(
        String workflowId,
        String agent,
        Standing standing,
        String why,
        Instant since,
        @Nullable String by) {

    public enum Standing {
        /** It is on the queue that it is always on, and its next attempt may take another worker. */
        SUSPECTED,
        /** It is on the queue for poison pills, and only a worker of that queue takes it. */
        MOVED,
        /** The same, and it waits for a person: nothing is in the way of it any more. */
        WAITING
    }
}
