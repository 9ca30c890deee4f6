package dev.ratchet.workflows.temporal;

import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;

/** When a run has been in one history for long enough and should continue as new. */
public final class ContinueAsNewPolicy {
    /**
     * Bytes of history. The server suggests 4 MB; a worker that has lost its cache reads all of it again, so no history is
     * to have more than this.
     */
    private static final long MOST_BYTES = 2_000_000;

    /** From here on a run moves when it can: beyond are the workflow task that is being done, and room for a large one. */
    private static final long ENOUGH_BYTES = 1_150_000;

    private ContinueAsNewPolicy() {}

    /** Whether the server suggests it, or the history is large enough. */
    public static boolean over() {
        WorkflowInfo info = Workflow.getInfo();
        return info.isContinueAsNewSuggested() || info.getHistorySize() > ENOUGH_BYTES;
    }

    /** @param bytes that this workflow task may add to the history that it began with */
    public static boolean hasRoomFor(long bytes) {
        return Workflow.getInfo().getHistorySize() + bytes <= MOST_BYTES;
    }
}
