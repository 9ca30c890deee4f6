package dev.ratchet.activities.approval;

import dev.ratchet.activities.attestation.PermissionAttestation;
import dev.ratchet.workflows.contract.Fact;
import dev.ratchet.workflows.contract.effect.ApprovalActivities.Opening;
import dev.ratchet.workflows.contract.effect.ApprovalRequest;
import dev.ratchet.workflows.contract.effect.EffectDescription;
import dev.ratchet.workflows.contract.effect.Permission;
import dev.ratchet.workflows.contract.effect.ProposedEffect;
import dev.ratchet.workflows.contract.record.RunSummary;
import java.util.List;
import java.util.stream.Stream;

/** What people may be shown of a run that asks for consent. Asked when the request arrives, and each time before it is believed. */
final class RequestRules {
    private final PermissionAttestation workers;
    private final EffectDescriptions descriptions;

    RequestRules(PermissionAttestation workers, EffectDescriptions descriptions) {
        this.workers = workers;
        this.descriptions = descriptions;
    }

    /**
     * The request with subject, amount and role of the effect itself.
     *
     * @throws IllegalArgumentException when the run does not wait, or no worker attested for it what it wants consent to
     */
    ApprovalRequest checked(Opening opening) {
        RunSummary run = opening.run();
        RunSummary.Waiting waiting = run.waiting();
        if (waiting == null) {
            throw new IllegalArgumentException(
                    "run '" + run.workflowId() + "' must say in 'waiting' what it waits for");
        }
        ProposedEffect effect = opening.effect();
        if (effect == null) {
            requireSame(run, waiting.intent() == null, "intent");
            return new ApprovalRequest(run, List.of());
        }
        Permission permission = effect.permission().value();
        if (!workers.attested(run.tenant(), run.workflowId(), effect.permission())) {
            throw new IllegalArgumentException(
                    "no worker attested what the rules permit the run '" + run.workflowId() + "'");
        }
        requireSame(run, permission.intent().equals(effect.intent().digest()), "intent");
        requireSame(run, permission.intent().equals(waiting.intent()), "intent");
        requireSame(run, permission.role() == null || permission.role().equals(waiting.role()), "role");
        EffectDescription described = descriptions.describe(effect.intent());
        return new ApprovalRequest(run.about(described.subject(), described.amount()), whole(described, permission));
    }

    private static List<Fact> whole(EffectDescription described, Permission permission) {
        return permission.notBy() == null
                ? described.whole()
                : Stream.concat(
                                described.whole().stream(),
                                Stream.of(new Fact("rests on the word of", permission.notBy())))
                        .toList();
    }

    private static void requireSame(RunSummary run, boolean same, String what) {
        if (!same) {
            throw new IllegalArgumentException(
                    "run '" + run.workflowId() + "' says another '" + what + "' than its effect has");
        }
    }
}
