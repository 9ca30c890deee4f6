package dev.ratchet.activities.approval;

import dev.ratchet.activities.approval.AuthorizationCheck.Question;
import dev.ratchet.workflows.contract.effect.Approval;
import dev.ratchet.workflows.contract.effect.EffectActivities.Refused;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether people's approvals cover an effect. Pure: the same approvals, facts and keys give the same answer. */
final class ApprovalRules {
    private ApprovalRules() {}

    /** Why not; null when they do. */
    static @Nullable Refused refuse(
            Question question, List<Approval> approvals, ApprovalFacts facts, VerificationKeys keys) {
        if (approvals.isEmpty()) {
            return Refusal.APPROVAL_MISSING.because(question.kind());
        }
        Set<String> approvers = new HashSet<>();
        for (Approval approval : approvals) {
            Refused no = refuse(question, approval, facts, keys);
            if (no != null) {
                return no;
            }
            if (!approvers.add(approval.approver())) {
                return Refusal.APPROVAL_REPEATED.because(approval.approver());
            }
        }
        return null;
    }

    private static @Nullable Refused refuse(
            Question question, Approval approval, ApprovalFacts facts, VerificationKeys keys) {
        if (!keys.signed(approval)) {
            return Refusal.APPROVAL_FORGED.because(approval.id());
        }
        if (!keys.valid(approval.key(), facts.now())) {
            return Refusal.APPROVAL_KEY.because(approval.id(), approval.key(), facts.now());
        }
        if (!approval.tenant().equals(question.tenant())
                || !approval.intent().equals(question.intent())
                || !approval.workflowId().equals(question.run().workflowId())) {
            return Refusal.APPROVAL_MISMATCH.because(approval.id());
        }
        if (!facts.now().isBefore(approval.expiresAt())) {
            return Refusal.APPROVAL_EXPIRED.because(approval.id(), approval.expiresAt());
        }
        if (facts.used().contains(approval.id())) {
            return Refusal.APPROVAL_USED.because(approval.id());
        }
        Refused word = ApproverRules.refuseWord(
                approval.approver(), question.permission().value());
        if (word != null) {
            return word;
        }
        return ApproverRules.refuse(
                approval.approver(),
                approval.submitter(),
                facts.uploaders(),
                facts.approvers().get(approval.approver()),
                approval.role(),
                question.amount());
    }
}
