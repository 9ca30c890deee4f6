package dev.ratchet.workflows.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.workflows.agent.rules.Authority;
import dev.ratchet.workflows.agent.rules.Route;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.effect.Authorization;
import dev.ratchet.workflows.contract.policy.Bundle;
import dev.ratchet.workflows.contract.policy.PolicyActivities.Rulings;
import dev.ratchet.workflows.contract.policy.Ruling;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClearanceTest {
    private static final Digest INTENT = Digest.of("intent");

    /** A rule book has two lists, and its author may refuse in either. */
    @ParameterizedTest
    @EnumSource(
            value = Authority.class,
            names = {"ALLOW", "APPROVE"})
    void whatRoutingRefusesIsRefusedWhateverPolicySays(Authority authority) {
        assertThat(clearance(Route.REFUSE, authority))
                .isEqualTo(new Clearance.Refused("THE_ROUTE", "because of the-route"));
    }

    @Test
    void whatPolicySaysIsMoreExactThanARefusalByRoute() {
        assertThat(clearance(Route.REFUSE, Authority.REFUSE))
                .isEqualTo(new Clearance.Refused("REFUSED_BY_POLICY", "because of the-policy"));
        assertThat(clearance(Route.REFUSE, Authority.DUPLICATE)).isInstanceOf(Clearance.Duplicate.class);
        assertThat(clearance(Route.REFUSE, Authority.MEND)).isInstanceOf(Clearance.NeedsMending.class);
    }

    @Test
    void whatIsAllowedIsGrantedOnTheDirectRouteAndAskedOnAPersonsRoute() {
        assertThat(clearance(Route.DIRECT, Authority.ALLOW))
                .isInstanceOfSatisfying(
                        Clearance.Cleared.class,
                        cleared -> assertThat(cleared.authorization())
                                .isInstanceOf(Authorization.PolicyGrant.class)
                                .returns(INTENT, Authorization::intent));
        assertThat(clearance(Route.HUMAN, Authority.ALLOW)).isEqualTo(new Clearance.NeedsConsent(INTENT));
    }

    @Test
    void whereThereIsNothingToDoAPersonIsToldSo() {
        assertThat(Clearance.of(rulings(Route.DIRECT, Authority.ALLOW), null, null))
                .isEqualTo(new Clearance.NeedsMending(Clearance.NOTHING_TO_DO));
    }

    @Test
    void aReasonHasTheRulesOwnCodeOrElseItsId() {
        assertThat(Clearance.reason(ruling("for-ever", "APPROVE")).code()).isEqualTo("FOR_EVER");
        SortedMap<String, String> with = new TreeMap<>();
        with.put("code", "NO_END");
        assertThat(Clearance.reason(new Ruling("for-ever", "APPROVE", with, "why", List.of()))
                        .code())
                .isEqualTo("NO_END");
    }

    private static Clearance clearance(Route route, Authority authority) {
        return Clearance.of(rulings(route, authority), INTENT, null);
    }

    private static Rulings rulings(Route route, Authority authority) {
        return new Rulings(
                ruling("the-route", route.name()),
                ruling("the-policy", authority.name()),
                new Bundle("a", "1", new TreeMap<>(), new TreeMap<>(), "1", Digest.of("rules")));
    }

    private static Ruling ruling(String rule, String then) {
        return new Ruling(rule, then, new TreeMap<>(), "because of " + rule, List.of());
    }
}
