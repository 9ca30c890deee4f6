package com.example.leave;

import com.example.leave.LeaveState.Phase;
import dev.ratchet.workflows.agent.AgentView;
import dev.ratchet.workflows.agent.Ask;
import dev.ratchet.workflows.agent.Clearance;
import dev.ratchet.workflows.contract.Fact;
import dev.ratchet.workflows.contract.Finding;
import dev.ratchet.workflows.contract.effect.ProposedEffect;
import dev.ratchet.workflows.contract.policy.Bundle;
import dev.ratchet.workflows.contract.policy.Ruling;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people are shown of a run, and what a person is asked. */
final class LeaveView implements AgentView<LeaveState> {

    @Override
    public List<Fact> subject(LeaveState state) {
        return List.of(
                new Fact("person", state.request().person()),
                new Fact("from", state.request().from().toString()),
                new Fact("to", state.request().to().toString()));
    }

    @Override
    public List<Fact> facts(LeaveState state) {
        List<Fact> facts = new ArrayList<>(subject(state));
        if (state.checked() != null) {
            facts.add(new Fact("days", String.valueOf(state.checked().facts().days())));
            facts.add(
                    new Fact("days left", String.valueOf(state.checked().facts().daysLeft())));
        }
        return facts;
    }

    @Override
    public Ask ask(LeaveState state) {
        Ruling policy = policy(state);
        Finding why = state.problem() == null ? Clearance.reason(policy) : state.problem();
        return new Ask(
                Clearance.role(policy, "manager"),
                state.phase() == Phase.CONSENTING
                        ? new ProposedEffect(
                                state.request().intent(), state.checked().permission())
                        : null,
                List.of(why));
    }

    @Override
    public @Nullable Ruling route(LeaveState state) {
        return state.rulings() == null ? null : state.rulings().route();
    }

    @Override
    public @Nullable Ruling policy(LeaveState state) {
        return state.rulings() == null ? null : state.rulings().policy();
    }

    @Override
    public @Nullable Bundle bundle(LeaveState state) {
        return state.rulings() == null ? null : state.rulings().bundle();
    }
}
