package dev.ratchet.workflows.agent;

import dev.ratchet.workflows.agent.rules.Authority;
import dev.ratchet.workflows.agent.rules.Route;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.effect.Authorization;
import dev.ratchet.workflows.contract.effect.Permission;
import dev.ratchet.workflows.contract.policy.Bundle;
import dev.ratchet.workflows.contract.policy.PolicyActivities.Rulings;
import dev.ratchet.workflows.contract.policy.Ruling;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What policy, route, intent and the consent already held come to, for any effect that needs authority. */
public sealed interface Clearance {
    /** What a person is told where there is nothing to do. */
    Finding NOTHING_TO_DO = new Finding("NOTHING_TO_DO", "effect", "there is nothing that could be done");

    /** The effect may be performed with this authorization. */
    record Cleared(Authorization authorization) implements Clearance {}

    /** A person must consent to exactly this intent. */
    record NeedsConsent(Digest intent) implements Clearance {}

    /** A person must mend something first. */
    record NeedsMending(Finding what) implements Clearance {}

    record Refused(String code, String why) implements Clearance {}

    record Duplicate(String why) implements Clearance {}

    /**
     * What is known when clearance is asked for.
     *
     * @param policy the ruling on whose authority is needed; its {@code then} is an {@link Authority}
     * @param route what routing says of the facts as they are now; its {@code then} is a {@link Route}
     * @param bundle that names the rule book of both
     * @param intent what would be done; absent when there is nothing to do
     * @param held the authorization that the state holds; only consent counts, and only for the very same intent
     * @param nothing what a person is told when there is no intent
     */
    record Case(
            Ruling policy,
            Ruling route,
            Bundle bundle,
            @Nullable Digest intent,
            @Nullable Authorization held,
            Finding nothing) {

        private boolean personFirst() {
            return Route.valueOf(route.then()) == Route.HUMAN || held instanceof Authorization.Approved;
        }
    }

    /**
     * What the rules permit before anybody has consented; for whoever attests it.
     *
     * @param bundle that names the rule book of both rulings
     * @return empty when they permit nothing, not even with a person's consent
     */
    static Optional<Permission> permitted(Ruling route, Ruling policy, Digest intent, Bundle bundle) {
        Clearance clearance = of(new Case(policy, route, bundle, intent, null, NOTHING_TO_DO));
        boolean withoutPerson = clearance instanceof Cleared;
        if (!withoutPerson && !(clearance instanceof NeedsConsent)) {
            return Optional.empty();
        }
        String role = Authority.valueOf(policy.then()) == Authority.APPROVE
                ? policy.with().get("role")
                : null;
        return Optional.of(new Permission(intent, withoutPerson, role, policy.rule(), bundle.rulesHash(), null));
    }

    /** As {@link #of(Case)}, for an agent that has no words of its own for an intent that is absent. */
    static Clearance of(Rulings now, @Nullable Digest intent, @Nullable Authorization held) {
        Ruling policy = Objects.requireNonNull(now.policy(), "policy has not been asked");
        return of(new Case(policy, now.route(), now.bundle(), intent, held, NOTHING_TO_DO));
    }

    /** Where either list of rules refuses, it is refused. */
    static Clearance of(Case known) {
        Clearance byPolicy = byPolicy(known);
        boolean couldHappen = byPolicy instanceof Cleared || byPolicy instanceof NeedsConsent;
        return couldHappen && Route.valueOf(known.route().then()) == Route.REFUSE
                ? refused(known.route(), reason(known.route()).code())
                : byPolicy;
    }

    private static Clearance byPolicy(Case known) {
        Ruling policy = known.policy();
        return switch (Authority.valueOf(policy.then())) {
            case REFUSE -> refused(policy, "REFUSED_BY_POLICY");
            case DUPLICATE -> new Duplicate(policy.why());
            case MEND ->
                new NeedsMending(new Finding(policy.with().getOrDefault("code", "MEND"), policy.rule(), policy.why()));
            case APPROVE -> consent(known, Optional.ofNullable(policy.with().get("role")));
            case ALLOW -> known.personFirst() ? consent(known, Optional.empty()) : granted(known);
        };
    }

    /**
     * Who decides under this ruling.
     *
     * @param otherwise when policy was not asked, or names no role
     */
    static String role(@Nullable Ruling policy, String otherwise) {
        return policy == null ? otherwise : policy.with().getOrDefault("role", otherwise);
    }

    /** Why a person is asked under this ruling: its own code, or else its id as one. */
    static Finding reason(Ruling policy) {
        String code = policy.rule().toUpperCase(Locale.ROOT).replace('-', '_');
        return new Finding(policy.with().getOrDefault("code", code), policy.rule(), policy.why());
    }

    private static Refused refused(Ruling ruling, String code) {
        return new Refused(ruling.with().getOrDefault("code", code), ruling.why());
    }

    private static Clearance granted(Case known) {
        Digest intent = known.intent();
        return intent == null
                ? new NeedsMending(known.nothing())
                : new Cleared(new Authorization.PolicyGrant(
                        intent,
                        known.policy().rule(),
                        known.bundle().rules(),
                        known.bundle().rulesHash()));
    }

    /** @param role that is asked for now; consent in another role is asked for again */
    private static Clearance consent(Case known, Optional<String> role) {
        Digest intent = known.intent();
        if (intent == null) {
            return new NeedsMending(known.nothing());
        }
        return known.held() instanceof Authorization.Approved approved
                        && approved.intent().equals(intent)
                        && approved.approvals().stream()
                                .allMatch(
                                        approval -> role.isEmpty() || role.get().equals(approval.role()))
                ? new Cleared(approved)
                : new NeedsConsent(intent);
    }
}
