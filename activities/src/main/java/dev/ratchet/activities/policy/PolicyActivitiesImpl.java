package dev.ratchet.activities.policy;

import dev.ratchet.activities.Failures;
import dev.ratchet.workflows.agent.rules.CompiledRules;
import dev.ratchet.workflows.contract.policy.PolicyActivities;

/** Applies the rule book of whichever agent asks. */
public final class PolicyActivitiesImpl implements PolicyActivities {
    private final PinnedRules rules;

    public PolicyActivitiesImpl(PinnedRules rules) {
        this.rules = rules;
    }

    @Override
    public Rulings rule(Question question) {
        return Failures.guard(() -> {
            CompiledRules pinned = rules.of(question.agent(), question.rules());
            CompiledRules.Decided decided = pinned.decide(question.routing(), question.policy());
            return new Rulings(decided.route(), decided.policy(), rules.bundle(question.agent(), pinned));
        });
    }
}
