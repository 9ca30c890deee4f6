package dev.ratchet.workflows.batch;

import dev.ratchet.workflows.contract.record.RunResult;
import dev.ratchet.workflows.contract.record.RunStatus;

/** What a submitter is told when the same input, a document or JSON, was submitted before. Pure. */
public final class EarlierResult {
    private EarlierResult() {}

    /** Whether the document is worked on all the same: a failed run may be started again. */
    static boolean runsAgain(RunResult earlier) {
        return earlier.status() == RunStatus.FAILED;
    }

    /**
     * @param ours whether the very batch or run that is asked now decided it, and is asked again
     */
    public static RunResult told(RunResult earlier, boolean ours) {
        if (earlier.status() == RunStatus.WAITING) {
            return new RunResult(
                    RunStatus.RUNNING,
                    RunStatus.RUNNING.name(),
                    "RUNNING",
                    earlier.why(),
                    earlier.route(),
                    null,
                    earlier.amount());
        }
        if (ours) {
            return earlier;
        }
        if (earlier.status() == RunStatus.DONE) {
            String receipt =
                    earlier.receipt() == null ? "" : ", " + earlier.receipt().text();
            return new RunResult(
                    RunStatus.DUPLICATE,
                    RunStatus.DUPLICATE.name(),
                    BatchWorkflow.SAME_DOCUMENT,
                    "the same input was submitted before: " + earlier.outcome() + receipt,
                    earlier.route(),
                    earlier.receipt(),
                    earlier.amount());
        }
        return new RunResult(
                earlier.status(),
                earlier.outcome(),
                earlier.code(),
                "decided before, nothing was run again (--again does): " + earlier.why(),
                earlier.route(),
                earlier.receipt(),
                earlier.amount());
    }
}
