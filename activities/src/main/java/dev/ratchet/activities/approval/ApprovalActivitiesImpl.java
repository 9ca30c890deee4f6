package dev.ratchet.activities.approval;

import dev.ratchet.activities.Failures;
import dev.ratchet.workflows.contract.effect.ApprovalActivities;

/** Puts runs on the list of {@link Approvals} and takes them off, and verifies what people said to them. */
public final class ApprovalActivitiesImpl implements ApprovalActivities {
    private final Approvals approvals;

    public ApprovalActivitiesImpl(Approvals approvals) {
        this.approvals = approvals;
    }

    @Override
    public void open(Opening opening) {
        Failures.guard(() -> {
            approvals.open(opening);
            return opening;
        });
    }

    @Override
    public void close(Closing closing) {
        Failures.guard(() -> {
            approvals.close(closing);
            return closing;
        });
    }

    @Override
    public Verification verify(Claim claim) {
        return Failures.guard(() -> new Verification(approvals.refuse(claim).orElse(null)));
    }
}
