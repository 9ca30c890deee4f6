package dev.ratchet.workflows.contract.effect;

import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.record.RunSummary;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.jspecify.annotations.Nullable;

/** Puts what waits for a person where people look, takes it away again, and verifies what a person said to it. */
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

    /**
     * Whether a person said this to this request of this run, and may. A run holds no keys: it takes in nothing that a worker has
     * not verified.
     */
    @ActivityMethod
    Verification verify(Claim claim);

    /**
     * @param run that waits
     * @param waiting what it waits for
     */
    record Claim(TenantId tenant, RunRef run, RunSummary.Waiting waiting, PersonDecision decision) {}

    /** @param refused why it does not count; absent when it does */
    record Verification(EffectActivities.@Nullable Refused refused) {}
}
