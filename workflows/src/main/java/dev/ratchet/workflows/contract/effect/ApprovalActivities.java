package dev.ratchet.workflows.contract.effect;

import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.record.RunSummary;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.jspecify.annotations.Nullable;

/** Puts what waits for a person where people look, and takes it away again. */
@ActivityInterface(namePrefix = "Approval")
public interface ApprovalActivities {

    /** Idempotent by run and intent: a later request of the same run replaces the earlier one. */
    @ActivityMethod
    void open(Opening opening);

    /**
     * @param run one that waits, with {@link RunSummary#waiting}
     * @param effect what it waits for consent to; absent when there is nothing to consent to
     */
    record Opening(RunSummary run, @Nullable ProposedEffect effect) {}

    /** Takes the run's request off the list; fine when there is none. */
    @ActivityMethod
    void close(Closing closing);

    record Closing(TenantId tenant, RunRef run) {}
}
