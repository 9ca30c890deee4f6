package dev.ratchet.workflows.temporal;

import io.temporal.common.InitialVersioningBehavior;
import io.temporal.workflow.ContinueAsNewOptions;
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

    /** Here a run that is pinned to a build may leave it: what it carries was written to be read by later ones. */
    private static final ContinueAsNewOptions UPGRADING = ContinueAsNewOptions.newBuilder()
            .setInitialVersioningBehavior(InitialVersioningBehavior.AUTO_UPGRADE)
            .build();

    /** Whether the server suggests it, or the history is large enough. */
    public static boolean over() {
        WorkflowInfo info = Workflow.getInfo();
        return info.isContinueAsNewSuggested() || info.getHistorySize() > ENOUGH_BYTES;
    }

    /**
     * With the version that takes new runs by then. A server that does not know this field (1.29) leaves a pinned run with its
     * build, and so does an operator's override.
     */
    public static void continueAsNew(Object argument) {
        Workflow.continueAsNew(UPGRADING, argument);
    }

    /** @param bytes that this workflow task may add to the history that it began with */
    public static boolean hasRoomFor(long bytes) {
        return Workflow.getInfo().getHistorySize() + bytes <= MOST_BYTES;
    }
}
