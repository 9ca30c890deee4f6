package dev.ratchet.worker.access;

import dev.ratchet.activities.Failures;
import dev.ratchet.activities.attestation.PermissionAttestation;
import dev.ratchet.activities.content.ContentStore;
import dev.ratchet.activities.database.Database;
import dev.ratchet.activities.policy.PinnedRules;
import dev.ratchet.workflows.agent.Clearance;
import dev.ratchet.workflows.agent.rules.CompiledRules;
import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.access.AccessActivities;
import dev.ratchet.workflows.contract.access.AccessGrant;
import dev.ratchet.workflows.contract.access.AccessGrant.Purpose;
import dev.ratchet.workflows.contract.access.AccessRequest;
import dev.ratchet.workflows.contract.effect.Permission;
import dev.ratchet.workflows.contract.policy.PolicyActivities.Rulings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Looks into the tables that {@link AccessTables} made. */
final class AccessRegister implements AccessActivities {
    private static final String AGENT = "access";

    private static final String LOOK = """
            SELECT (SELECT sensitive FROM access_system WHERE tenant = :tenant AND id = :system) AS sensitive,
                   (SELECT key FROM access_grant WHERE tenant = :tenant AND key = :key
                        AND (workflow_id, run_id) <> (:workflow, :run)) AS held""";

    private final Jdbi jdbi;
    private final ContentStore contents;
    private final PinnedRules rules;
    private final PermissionAttestation permissions;
    private final Ruling ruling;

    AccessRegister(
            Database database,
            ContentStore contents,
            PinnedRules rules,
            PermissionAttestation permissions,
            Ruling ruling) {
        this.jdbi = database.jdbi();
        this.contents = contents;
        this.rules = rules;
        this.permissions = permissions;
        this.ruling = ruling;
    }

    /** How the agent derives the facts that its rules speak about. */
    interface Ruling {
        CompiledRules.Decided decide(
                CompiledRules rules, AccessRequest request, Facts facts, @Nullable Purpose purpose);
    }

    @Override
    public Checked check(Query query) {
        return Failures.guard(() -> {
            CompiledRules pinned = rules.of(AGENT, query.rules());
            AccessRequest request = request(query.intake());
            Facts facts = lookUp(query, request);
            CompiledRules.Decided decided = ruling.decide(pinned, request, facts, query.purpose());
            return new Checked(
                    facts,
                    new Rulings(decided.route(), decided.policy(), rules.bundle(AGENT, pinned)),
                    permission(query, request, pinned, decided));
        });
    }

    private AccessRequest request(DocumentRef intake) throws IOException {
        byte[] json = contents.get(intake.tenant(), intake.digest())
                .orElseThrow(() -> new IllegalArgumentException("the request is not kept here"));
        return CanonicalJson.read(new String(json, StandardCharsets.UTF_8), AccessRequest.class);
    }

    private Facts lookUp(Query query, AccessRequest request) {
        return jdbi.withHandle(handle -> handle.createQuery(LOOK)
                .bind("tenant", query.intake().tenant().value())
                .bind("workflow", query.run().workflowId())
                .bind("run", query.run().runId())
                .bind("system", request.system())
                .bind("key", AccessGrant.key(request.system(), request.person(), request.until()))
                .map((row, context) -> facts((Boolean) row.getObject("sensitive"), row.getString("held")))
                .one());
    }

    private @Nullable Attested<Permission> permission(
            Query query, AccessRequest request, CompiledRules pinned, CompiledRules.Decided decided) {
        if (decided.policy() == null) {
            return null;
        }
        Digest intent = AccessGrant.of(query.intake().tenant(), request, query.purpose())
                .intent()
                .digest();
        return Clearance.permitted(decided.route(), decided.policy(), intent, rules.bundle(AGENT, pinned))
                .map(permission -> permissions.attest(AGENT, query.intake(), query.run(), permission))
                .orElse(null);
    }

    private static Facts facts(@Nullable Boolean sensitive, @Nullable String held) {
        return new Facts(
                sensitive != null,
                Boolean.TRUE.equals(sensitive),
                held == null ? null : new Receipt(GrantEffect.RECEIPT, held));
    }
}
