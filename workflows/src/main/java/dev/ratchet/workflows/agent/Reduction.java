package dev.ratchet.workflows.agent;

import dev.ratchet.workflows.contract.effect.PersonStatement;

/**
 * The only thing that changes a state: the agent's reducer for what is the agent's own, and what a person's answer and a
 * failed tool mean in a run of any agent.
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
}
