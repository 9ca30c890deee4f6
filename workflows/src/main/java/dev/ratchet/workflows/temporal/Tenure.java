package dev.ratchet.workflows.temporal;

import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;

/** When a run has been in one history for long enough and should continue as new. */
public final class Tenure {
    /**
     * Bytes of history. The server suggests 4 MB; a worker that has lost its cache reads all of it again, so no history is
     * to have more than 2 MB. A workflow task of a batch adds at most one of them: eight pages of at most 130 KB.
     */
    private static final long MOST_BYTES = 900_000;

    private Tenure() {}

    /** Whether the server suggests it, or the history is larger than this product lets any grow. */
    public static boolean over() {
        WorkflowInfo info = Workflow.getInfo();
        return info.isContinueAsNewSuggested() || info.getHistorySize() > MOST_BYTES;
    }
}
