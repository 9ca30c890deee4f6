package dev.ratchet.workflows.access;

import dev.ratchet.workflows.agent.rules.RuleFacts;
import dev.ratchet.workflows.contract.access.AccessActivities.Facts;
import dev.ratchet.workflows.contract.access.AccessGrant.Purpose;
import dev.ratchet.workflows.contract.policy.PolicyActivities.Question;

/** The facts that the rule book speaks about. */
final class AccessRules {
    static final RuleFacts FACTS = RuleFacts.of(Routing.class, Policy.class);

    private AccessRules() {}

    /** @param classified whether the purpose is known */
    private record Routing(boolean classified) {}

    /**
     * @param held whether the same grant was written before
     * @param noEnd whether access is to last for ever
     */
    private record Policy(boolean known, boolean sensitive, boolean held, boolean noEnd, Purpose purpose) {}

    /** What a run asks of the rules. Policy waits for the purpose, except where no purpose can change what it says. */
    static Question question(AccessState state, Facts facts) {
        Purpose purpose = state.purpose();
        boolean held = facts.held() != null;
        boolean askPolicy = purpose != null || held || !facts.known();
        return new Question(
                state.intake().tenant(),
                AccessWorkflow.AGENT,
                state.rulings() == null ? null : state.rulings().bundle().rulesHash(),
                RuleFacts.values(new Routing(purpose != null)),
                askPolicy
                        ? RuleFacts.values(new Policy(
                                facts.known(),
                                facts.sensitive(),
                                held,
                                state.request().until() == null,
                                purpose == null ? Purpose.UNCLEAR : purpose))
                        : null);
    }
}
