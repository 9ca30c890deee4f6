package dev.ratchet.activities.effect;

import dev.ratchet.activities.approval.ApprovalKeys;
import dev.ratchet.activities.approval.AuthorizationCheck;
import dev.ratchet.activities.attestation.AttestationKeys;
import dev.ratchet.activities.attestation.PermissionAttestation;
import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.Authorization;
import dev.ratchet.workflows.contract.effect.EffectActivities.Request;
import dev.ratchet.workflows.contract.effect.Intent;
import dev.ratchet.workflows.contract.effect.Permission;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Requests with the permission that a worker would have attested for their run. */
public final class Permitted {
    public static final AttestationKeys WORKERS = AttestationKeys.generate();

    private Permitted() {}

    public static AuthorizationCheck.Keys keys(ApprovalKeys people) {
        return new AuthorizationCheck.Keys(people.verification(), new PermissionAttestation(WORKERS));
    }

    /** Started with an intake of that name. */
    public static RunRef run(String name) {
        return new RunRef(RunRef.workflowId("agent", new TenantId("t"), Digest.of(name)), "run");
    }

    public static Request request(TenantId tenant, RunRef run, Intent intent, Authorization authorization) {
        return new Request(
                tenant, run, intent, authorization, attested(tenant, run, permission(intent, authorization)));
    }

    /** What the rules would have said for this authorization to be the right one. */
    static Permission permission(Intent intent, Authorization authorization) {
        return authorization instanceof Authorization.PolicyGrant grant
                ? new Permission(intent.digest(), true, null, grant.rule(), grant.rules(), null)
                : new Permission(intent.digest(), false, null, "a person", Digest.of("the rules"), null);
    }

    public static Attested<Permission> attested(TenantId tenant, RunRef run, Permission permission) {
        return attested(WORKERS, tenant, run, permission);
    }

    static Attested<Permission> attested(AttestationKeys by, TenantId tenant, RunRef run, Permission permission) {
        return attested(by, tenant, run, permission, LocalDate.now(ZoneOffset.UTC));
    }

    static Attested<Permission> attested(
            AttestationKeys by, TenantId tenant, RunRef run, Permission permission, LocalDate day) {
        return by.attest("permission", tenant, run.workflowId() + " on " + day, permission);
    }
}
