package dev.ratchet.worker.access;

import dev.ratchet.activities.effect.RequestedEffect;
import dev.ratchet.activities.effect.SimpleEffect;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.access.AccessGrant;
import dev.ratchet.workflows.contract.effect.Authorization;
import dev.ratchet.workflows.contract.effect.EffectActivities.Refused;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Writes a grant, a row that its business key is the primary key of. Believes the register, and no run. */
class GrantEffect implements SimpleEffect {
    /** Kind of the receipt. */
    static final String RECEIPT = "grant";

    private static final String ROLE = "security";

    @Override
    public String name() {
        return AccessGrant.GRANTING;
    }

    /** For systems that are not sensitive. */
    @Override
    public boolean acceptsPolicyGrant() {
        return true;
    }

    @Override
    public @Nullable Refused refuse(Handle handle, RequestedEffect effect) {
        AccessGrant grant = grant(effect);
        Optional<Boolean> sensitive = handle.createQuery(
                        "SELECT sensitive FROM access_system WHERE tenant = :tenant AND id = :system")
                .bind("tenant", grant.tenant().value())
                .bind("system", grant.system())
                .mapTo(Boolean.class)
                .findOne();
        if (sensitive.isEmpty()) {
            return new Refused("SYSTEM_UNKNOWN", "the register has no system '" + grant.system() + "'", null);
        }
        if (sensitive.get() && !approvedBySecurity(effect.authorization())) {
            return new Refused("NOT_BY_SECURITY", "only a person of role " + ROLE + " grants a sensitive system", null);
        }
        return null;
    }

    /** Whatever a rule book says. */
    private static boolean approvedBySecurity(Authorization authorization) {
        return authorization instanceof Authorization.Approved approved
                && approved.approvals().stream()
                        .anyMatch(approval -> approval.role().equals(ROLE));
    }

    @Override
    public Receipt perform(Handle handle, RequestedEffect effect) {
        AccessGrant grant = grant(effect);
        handle.createUpdate("""
                        INSERT INTO access_grant
                            (tenant, key, workflow_id, run_id, system, person, until, purpose, authority, at)
                        VALUES (:tenant, :key, :workflow, :run, :system, :person, :until, :purpose, :authority,
                            clock_timestamp())""")
                .bind("tenant", grant.tenant().value())
                .bind("key", effect.intent().businessKey())
                .bind("workflow", effect.run().workflowId())
                .bind("run", effect.run().runId())
                .bind("system", grant.system())
                .bind("person", grant.person())
                .bind("until", grant.until())
                .bind("purpose", grant.purpose().name())
                .bind("authority", effect.authority())
                .execute();
        return new Receipt(RECEIPT, effect.intent().businessKey());
    }

    private static AccessGrant grant(RequestedEffect effect) {
        AccessGrant grant = AccessGrant.of(effect.intent());
        if (!grant.tenant().equals(effect.tenant())) {
            throw new IllegalArgumentException("this grant is of another tenant than the request");
        }
        return grant;
    }
}
