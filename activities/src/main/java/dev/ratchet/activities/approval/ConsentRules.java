package dev.ratchet.activities.approval;

import dev.ratchet.activities.approval.Approvals.Refused;
import dev.ratchet.activities.masterdata.MasterData.Person;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.effect.ApprovalActivities.Opening;
import dev.ratchet.workflows.contract.effect.EffectActivities;
import dev.ratchet.workflows.contract.record.RunSummary;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a person's consent to what a run asks for is signed. Pure; {@link AuthorizationCheck} asks the same again.
 */
final class ConsentRules {
    private ConsentRules() {}

    /** A run with what it waits for. */
    record Asked(RunSummary run, RunSummary.Waiting waiting) {}

    /**
     * What the person may consent to.
     *
     * @param opening of the run that waits; absent when none waits under that workflow id
     * @param seen the intent as the person saw it
     * @param uploaders everybody who is on record as having uploaded what the run was started with
     * @param person absent when there is none by the approver's id
     */
    static Asked require(
            Optional<Opening> opening,
            Digest seen,
            String approver,
            Set<String> uploaders,
            Optional<Person> person,
            Instant now)
            throws Refused {
        RunSummary asking = opening.map(Opening::run).orElse(null);
        RunSummary.Waiting waiting = asking == null ? null : asking.waiting();
        if (asking == null || waiting == null) {
            throw new Refused(Refusal.NOT_WAITING.because());
        }
        refuse(refuse(waiting, seen, now));
        if (uploaders.isEmpty()) {
            throw new Refused(Refusal.SUBMITTER_UNKNOWN.because());
        }
        refuse(ApproverRules.refuseWord(
                approver,
                opening.map(Opening::effect)
                        .map(effect -> effect.permission().value())
                        .orElse(null)));
        refuse(ApproverRules.refuse(
                approver, asking.submitter(), uploaders, person.orElse(null), waiting.role(), asking.amount()));
        return new Asked(asking, waiting);
    }

    private static EffectActivities.@Nullable Refused refuse(RunSummary.Waiting waiting, Digest seen, Instant now) {
        if (!now.isBefore(waiting.until())) {
            return Refusal.REQUEST_EXPIRED.because(waiting.until());
        }
        if (waiting.intent() == null) {
            return Refusal.NOTHING_TO_APPROVE.because();
        }
        return waiting.intent().equals(seen) ? null : Refusal.INTENT_CHANGED.because();
    }

    private static void refuse(EffectActivities.@Nullable Refused no) throws Refused {
        if (no != null) {
            throw new Refused(no);
        }
    }
}
