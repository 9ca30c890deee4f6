package dev.ratchet.activities.effect;

import dev.ratchet.activities.approval.AuthorizationCheck;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.Approval;
import dev.ratchet.workflows.contract.effect.Authorization;
import dev.ratchet.workflows.contract.effect.EffectActivities.Request;
import dev.ratchet.workflows.contract.effect.Intent;
import java.util.stream.Collectors;

/**
 * An effect that a run asks for.
 *
 * @param kind the one that the request's intent names
 * @param digest of the request's intent
 */
public record RequestedEffect(Request request, EffectKind kind, Digest digest) {

    public TenantId tenant() {
        return request.tenant();
    }

    public RunRef run() {
        return request.run();
    }

    public Intent intent() {
        return request.intent();
    }

    public Authorization authorization() {
        return request.authorization();
    }

    /** How it is authorized, for people: {@code policy rule@version} or {@code approved by a, b}. */
    public String authority() {
        return authority(authorization());
    }

    /** As {@link #authority()}, of any authorization. */
    public static String authority(Authorization authorization) {
        if (authorization instanceof Authorization.PolicyGrant grant) {
            return "policy " + grant.rule() + "@" + grant.version();
        }
        return ((Authorization.Approved) authorization)
                .approvals().stream().map(Approval::approver).collect(Collectors.joining(", ", "approved by ", ""));
    }

    /** Only people have limits, so the amount is computed for approvals only. */
    AuthorizationCheck.Question question() {
        return new AuthorizationCheck.Question(
                tenant(),
                run(),
                kind.name(),
                digest,
                authorization(),
                request.permission(),
                kind.acceptsPolicyGrant(),
                authorization() instanceof Authorization.Approved ? kind.amount(intent()) : null,
                kind.documents(intent()));
    }
}
