package dev.ratchet.workflows.gateway.operations;

import org.jspecify.annotations.Nullable;

/**
 * One person's wish about a poison pill.
 *
 * @param workflowId of the run, or of a batch that is to be ended
 * @param why for the record, 1 to 400 characters
 * @param as on whose behalf; absent for the token's own person
 */
public record PoisonRequest(
        String workflowId,
        Change change,
        String why,
        @Nullable String as) {

    public enum Change {
        /** To the queue for poison pills. */
        MOVE,
        /** Back to the queue that runs of its agent are always on. */
        RELEASE,
        /** For good. */
        END
    }
}
