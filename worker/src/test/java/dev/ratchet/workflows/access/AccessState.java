package dev.ratchet.workflows.access;

import dev.ratchet.workflows.access.AccessAction.Kind;
import dev.ratchet.workflows.agent.Outcome;
import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.access.AccessActivities;
import dev.ratchet.workflows.contract.access.AccessActivities.Facts;
import dev.ratchet.workflows.contract.access.AccessGrant;
import dev.ratchet.workflows.contract.access.AccessGrant.Purpose;
import dev.ratchet.workflows.contract.access.AccessRequest;
import dev.ratchet.workflows.contract.effect.Authorization;
import dev.ratchet.workflows.contract.effect.Intent;
import dev.ratchet.workflows.contract.effect.Permission;
import dev.ratchet.workflows.contract.policy.PolicyActivities.Rulings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a run knows. Absent facts are not known yet.
 *
 * @param intake the request as it was uploaded
 * @param purpose what the model made of the reason
 * @param rulings route and bundle of the first ruling, policy of the latest
 * @param permission what the latest ruling permits; attested, for whoever performs it
 * @param problem why a person must mend something before anything can go on
 */
record AccessState(
        Phase phase,
        DocumentRef intake,
        AccessRequest request,
        @Nullable Facts facts,
        @Nullable Purpose purpose,
        @Nullable Rulings rulings,
        @Nullable Authorization authorization,
        @Nullable Attested<Permission> permission,
        @Nullable Finding problem,
        @Nullable Outcome outcome) {

    /** Where a run stands, and the allowed-table: what may be proposed there. */
    enum Phase {
        /** The register and the rules are to be asked: at first, when the purpose is known, and after a person acted. */
        CHECKING(Kind.CHECK),
        /** A model reads the reason. */
        CLASSIFYING(Kind.CLASSIFY),
        /** Only a person can mend what is wrong. */
        MENDING(Kind.ASK_PERSON),
        /** The grant needs a person's consent. */
        CONSENTING(Kind.ASK_PERSON),
        /** Authorized. */
        CLEARED(Kind.GRANT),
        ENDED();

        private final List<Kind> legal;

        Phase(Kind... legal) {
            this.legal = List.of(legal);
        }

        List<Kind> legal() {
            return legal;
        }
    }

    static AccessState asked(DocumentRef intake, AccessRequest request) {
        return new AccessState(Phase.CHECKING, intake, request, null, null, null, null, null, null, null);
    }

    /** What the run is to do; while nobody has read the reason, its purpose is unclear. */
    Intent intent() {
        return AccessGrant.of(intake.tenant(), request, purpose).intent();
    }

    AccessState checked(AccessActivities.Checked found) {
        Rulings now = found.rulings();
        Rulings kept = rulings == null ? now : new Rulings(rulings.route(), now.policy(), rulings.bundle());
        return new AccessState(
                phase, intake, request, found.facts(), purpose, kept, authorization, found.permission(), null, null);
    }

    AccessState classified(Purpose read) {
        return new AccessState(
                Phase.CHECKING, intake, request, facts, read, rulings, authorization, permission, problem, outcome);
    }

    /** @param authority absent when it has none any longer */
    AccessState in(Phase next, @Nullable Authorization authority) {
        return new AccessState(next, intake, request, facts, purpose, rulings, authority, permission, null, outcome);
    }

    AccessState mending(Finding what) {
        return new AccessState(
                Phase.MENDING, intake, request, facts, purpose, rulings, null, permission, what, outcome);
    }

    AccessState ended(Outcome how) {
        return new AccessState(
                Phase.ENDED, intake, request, facts, purpose, rulings, authorization, permission, problem, how);
    }
}
