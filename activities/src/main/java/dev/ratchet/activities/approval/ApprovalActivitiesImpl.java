package dev.ratchet.activities.approval;

import dev.ratchet.activities.Failures;
import dev.ratchet.workflows.contract.effect.ApprovalActivities;
import dev.ratchet.workflows.contract.record.RunSummary;

/** Puts runs on the list of {@link Approvals} and takes them off. */
public final class ApprovalActivitiesImpl implements ApprovalActivities {
    private final Approvals approvals;

    public ApprovalActivitiesImpl(Approvals approvals) {
        this.approvals = approvals;
    }

    @Override
    public void open(RunSummary run) {
        Failures.guard(() -> {
            approvals.open(run);
            return run;
        });
    }

    @Override
    public void close(Closing closing) {
        Failures.guard(() -> {
            approvals.close(closing);
            return closing;
        });
    }
}
