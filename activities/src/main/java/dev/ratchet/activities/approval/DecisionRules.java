package dev.ratchet.activities.approval;

import dev.ratchet.activities.masterdata.MasterData;
import dev.ratchet.activities.masterdata.MasterData.Person;
import dev.ratchet.workflows.contract.effect.Approval;
import dev.ratchet.workflows.contract.effect.ApprovalActivities.Claim;
import dev.ratchet.workflows.contract.effect.EffectActivities.Refused;
import dev.ratchet.workflows.contract.effect.PersonDecision;
import dev.ratchet.workflows.contract.effect.PersonStatement;
import dev.ratchet.workflows.contract.effect.PersonStatement.Kind;
import dev.ratchet.workflows.contract.record.RunSummary;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a run may take in what somebody said to it. Pure. The authorization of an effect is checked once more, and in full,
 * when the effect is performed.
 */
final class DecisionRules {
    private DecisionRules() {}

    /**
     * What the database knows that bears on one decision.
     *
     * @param now by the database's clock
     * @param uploaders everybody who is on record as having uploaded what the run was started with
     * @param person who decided; absent when there is none by that id
     */
    record Known(Instant now, Set<String> uploaders, Optional<Person> person) {
        Known {
            uploaders = Set.copyOf(uploaders);
        }
    }

    /** Id of the person whose decision it says to be. */
    static String person(PersonDecision decision) {
        return decision instanceof PersonDecision.State said
                ? said.statement().person()
                : ((PersonDecision.Approve) decision).approval().approver();
    }

    /** Why the run may not take it in; null when it may. */
    static @Nullable Refused refuse(Claim claim, Known known, VerificationKeys keys) {
        return claim.decision() instanceof PersonDecision.State said
                ? refuse(claim, said.statement(), known, keys)
                : refuse(claim, ((PersonDecision.Approve) claim.decision()).approval(), known, keys);
    }

    private static @Nullable Refused refuse(
            Claim claim, PersonStatement statement, Known known, VerificationKeys keys) {
        if (!keys.signed(statement)) {
            return Refusal.STATEMENT_FORGED.because(statement.person());
        }
        if (!keys.valid(statement.key(), known.now())) {
            return Refusal.STATEMENT_KEY.because(statement.person(), statement.key(), known.now());
        }
        if (!statement.answers(claim.tenant(), claim.run(), claim.waiting())) {
            return Refusal.STATEMENT_MISMATCH.because(statement.person());
        }
        if (!known.now().isBefore(statement.expiresAt())) {
            return Refusal.STATEMENT_EXPIRED.because(statement.person(), statement.expiresAt());
        }
        return refuse(statement.kind(), statement.person(), known, claim.waiting());
    }

    private static @Nullable Refused refuse(Claim claim, Approval approval, Known known, VerificationKeys keys) {
        if (!keys.signed(approval)) {
            return Refusal.APPROVAL_FORGED.because(approval.id());
        }
        if (!keys.valid(approval.key(), known.now())) {
            return Refusal.APPROVAL_KEY.because(approval.id(), approval.key(), known.now());
        }
        if (!approval.tenant().equals(claim.tenant())
                || !approval.workflowId().equals(claim.run().workflowId())
                || !approval.intent().equals(claim.waiting().intent())) {
            return Refusal.APPROVAL_MISMATCH.because(approval.id());
        }
        if (!known.now().isBefore(approval.expiresAt())) {
            return Refusal.APPROVAL_EXPIRED.because(approval.id(), approval.expiresAt());
        }
        return ApproverRules.refuse(
                approval.approver(),
                approval.submitter(),
                known.uploaders(),
                known.person().orElse(null),
                approval.role(),
                null);
    }

    /**
     * Why a person may not say this; null when they may. Who brought something in may withdraw it and have it looked at again,
     * and so may whoever has the role that is asked for. Who mended master data may have it looked at again.
     */
    static @Nullable Refused refuse(Kind kind, String person, Known known, RunSummary.Waiting waiting) {
        if (known.uploaders().contains(person)) {
            return null;
        }
        Set<String> roles = known.person().map(Person::roles).orElse(Set.of());
        return roles.contains(waiting.role()) || (kind == Kind.RECHECK && roles.contains(MasterData.LOADING_ROLE))
                ? null
                : Refusal.STATEMENT_ROLE.because(person, waiting.role());
    }
}
