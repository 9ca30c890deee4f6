package dev.ratchet.worker.metrics;

/**
 * Runs of one agent that cannot progress.
 *
 * @param runs how many, 1 or more
 */
public record Stuck(String agent, Why why, long runs) {

    /** Why a run stands still. */
    public enum Why {
        /** No budget holds its next question; a person may raise it. */
        BUDGET,
        /** No model answers its next question. */
        MODEL,
        /** Its workflow tasks fail again and again: changed code, a message that is too large, a defect. */
        WORKFLOW_TASK_FAILS,
        /** One of its activities fails again and again. */
        ACTIVITY_FAILS,
        /** It took its workers with it, and waits on the queue for poison pills. */
        POISON,
        /** Nobody takes its tasks. */
        NO_WORKER
    }
}
