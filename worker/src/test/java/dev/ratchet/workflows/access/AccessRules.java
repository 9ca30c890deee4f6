package dev.ratchet.workflows.access;

import dev.ratchet.workflows.agent.rules.CompiledRules;
import dev.ratchet.workflows.agent.rules.RuleFacts;
import dev.ratchet.workflows.contract.access.AccessActivities.Facts;
import dev.ratchet.workflows.contract.access.AccessGrant.Purpose;
import dev.ratchet.workflows.contract.access.AccessRequest;
import org.jspecify.annotations.Nullable;

/** The facts that the rule book speaks about. */
public final class AccessRules {
    static final RuleFacts FACTS = RuleFacts.of(Routing.class, Policy.class);

    private AccessRules() {}

    /** @param classified whether the purpose is known */
    private record Routing(boolean classified) {}

    /**
     * @param held whether the same grant was written before
     * @param noEnd whether access is to last for ever
     */
    private record Policy(boolean known, boolean sensitive, boolean held, boolean noEnd, Purpose purpose) {}

    /** Policy waits for the purpose, except where no purpose can change what it says. */
    public static CompiledRules.Decided decide(
            CompiledRules rules, AccessRequest request, Facts facts, @Nullable Purpose purpose) {
        boolean held = facts.held() != null;
        boolean askPolicy = purpose != null || held || !facts.known();
        return rules.decide(
                RuleFacts.values(new Routing(purpose != null)),
                askPolicy
                        ? RuleFacts.values(new Policy(
                                facts.known(),
                                facts.sensitive(),
                                held,
                                request.until() == null,
                                purpose == null ? Purpose.UNCLEAR : purpose))
                        : null);
    }
}
