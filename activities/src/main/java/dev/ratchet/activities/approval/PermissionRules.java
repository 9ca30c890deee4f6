package dev.ratchet.activities.approval;

import dev.ratchet.activities.approval.AuthorizationCheck.Question;
import dev.ratchet.activities.attestation.PermissionAttestation;
import dev.ratchet.workflows.contract.effect.Approval;
import dev.ratchet.workflows.contract.effect.Authorization;
import dev.ratchet.workflows.contract.effect.EffectActivities.Refused;
import dev.ratchet.workflows.contract.effect.Permission;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Whether a run may ask for this effect at all, and whether its authorization is the one that the rules ask for. What a run says
 * of itself counts for nothing: a worker attested what the rules permit, and a known person brought in what it was found in.
 */
final class PermissionRules {
    /** A run looks up what the rules permit right before an effect; only an outage comes between. */
    private static final int MOST_DAYS = 1;

    private PermissionRules() {}

    /** Why not; null when it may, as far as people's signatures are not concerned. */
    static @Nullable Refused refuse(Question question, ApprovalFacts facts, PermissionAttestation workers) {
        Permission permission = question.permission().value();
        OptionalInt age =
                workers.age(question.tenant(), question.run().workflowId(), question.permission(), facts.now());
        if (age.isEmpty()) {
            return Refusal.PERMISSION_FORGED.because(question.run().workflowId());
        }
        if (age.getAsInt() > MOST_DAYS) {
            return Refusal.PERMISSION_STALE.because(age.getAsInt());
        }
        if (!question.authorization().intent().equals(question.intent())
                || !permission.intent().equals(question.intent())) {
            return Refusal.INTENT_MISMATCH.because();
        }
        if (!facts.broughtIn()) {
            return Refusal.SUBMITTER_UNKNOWN.because();
        }
        return question.authorization() instanceof Authorization.PolicyGrant grant
                ? refuseGrant(question, permission, grant)
                : refuseRole(permission, (Authorization.Approved) question.authorization());
    }

    private static @Nullable Refused refuseGrant(
            Question question, Permission permission, Authorization.PolicyGrant grant) {
        if (!question.policySuffices() || !permission.withoutPerson()) {
            return Refusal.APPROVAL_MISSING.because(question.kind());
        }
        return grant.rule().equals(permission.rule()) && grant.rules().equals(permission.rules())
                ? null
                : Refusal.GRANT_MISMATCH.because(grant.rule(), permission.rule());
    }

    private static @Nullable Refused refuseRole(Permission permission, Authorization.Approved approved) {
        String role = permission.role();
        return role == null
                ? null
                : approved.approvals().stream()
                        .map(Approval::role)
                        .filter(given -> !given.equals(role))
                        .findFirst()
                        .map(given -> Refusal.APPROVAL_ROLE.because(given, permission.rule(), role))
                        .orElse(null);
    }
}
