package dev.ratchet.workflows.agent;

import dev.ratchet.workflows.contract.FailureType;
import dev.ratchet.workflows.contract.effect.PersonStatement;

/**
 * The only thing that changes a state: the agent's reducer for what is the agent's own, and what a person's answer, a
 * failed tool and a used-up budget mean in a run of any agent.
 */
final class Reduction {
    private Reduction() {}

    static <S, O extends Observation> S of(Agent<S, ?, O> agent, S state, Observation observation) {
        if (observation instanceof RunObservation.Consented consented) {
            return agent.consented(state, consented.approval());
        }
        if (observation instanceof RunObservation.RecheckAsked) {
            return agent.recheck(state);
        }
        if (observation instanceof RunObservation.Proposed proposed) {
            return agent.proposed(state, proposed.statement());
        }
        if (observation instanceof RunObservation.Denied denied) {
            PersonStatement said = denied.statement();
            return agent.ended(state, new Outcome.Refused("DENIED", "denied by " + said.person() + ": " + said.why()));
        }
        if (observation instanceof RunObservation.Expired) {
            return agent.ended(
                    state,
                    new Outcome.Refused("NOBODY_DECIDED", "nobody decided in time; start it again to ask once more"));
        }
        if (observation instanceof RunObservation.ToolFailed failed) {
            return agent.ended(state, new Outcome.Failed(failed.code(), failed.why()));
        }
        return agent.reduce(state, agent.observations().cast(observation));
    }

    /** A budget whose rule is that runs end, ends a run of any agent; what else fails is for the agent to say. */
    static <S> S of(Agent<S, ?, ?> agent, S state, TurnFailure failure) {
        return failure instanceof TurnFailure.PlannerUnavailable out
                        && out.code().equals(FailureType.BUDGET_ENDED.name())
                ? agent.ended(state, new Outcome.Refused("BUDGET", out.why()))
                : agent.reduce(state, failure);
    }
}
