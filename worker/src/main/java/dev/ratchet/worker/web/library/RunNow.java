package dev.ratchet.worker.web.library;

import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.record.RunStatus;
import dev.ratchet.workflows.contract.record.RunSummary;
import org.jspecify.annotations.Nullable;

/**
 * Where a run stands.
 *
 * @param outcome as {@link RunSummary#outcome}
 */
record RunNow(
        RunStatus status,
        String outcome,
        String code,
        String why,
        @Nullable Receipt receipt) {
    static final RunNow RUNNING = new RunNow(RunStatus.RUNNING, RunStatus.RUNNING.name(), "", "", null);

    static RunNow of(RunSummary run) {
        return run.status().ended()
                ? new RunNow(run.status(), run.outcome(), run.code(), run.why(), run.receipt())
                : RUNNING;
    }

    /** It failed at its very start, or was ended from outside. */
    static RunNow failed(String code, String why) {
        return new RunNow(RunStatus.FAILED, RunStatus.FAILED.name(), code, why, null);
    }
}
