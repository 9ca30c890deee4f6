package com.example.leave;

import dev.ratchet.workflows.agent.Observation;
import dev.ratchet.workflows.agent.gate.Verdict.Accepted;
import dev.ratchet.workflows.contract.effect.EffectActivities;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.run.RunRequest;
import dev.ratchet.workflows.temporal.AgentRun;
import dev.ratchet.workflows.temporal.Stubs;

/** Runs the agent as a durable workflow: the only file that calls Temporal. */
final class LeaveWorkflowImpl extends AgentRun<LeaveState, LeaveAction, LeaveObservation> implements LeaveWorkflow {
    private final LeaveActivities leave = Stubs.quick(LeaveActivities.class, "asks the rules and the days left");
    private final EffectActivities effects = Stubs.quick(EffectActivities.class, "books the leave");

    LeaveWorkflowImpl(RunRequest request) {
        super(new LeaveAgent(), request, asked -> LeaveState.asked(asked.intake(), asked.input(LeaveRequest.class)));
    }

    @Override
    public RunSummary run(RunRequest same) {
        return untilEnded();
    }

    /** Does what the gate accepted. */
    @Override
    protected Observation act(LeaveState state, Accepted<LeaveAction> accepted) {
        return switch (accepted.action().kind()) {
            case CHECK ->
                new LeaveObservation.Checked(leave.check(new LeaveActivities.Query(
                        run(),
                        state.intake(),
                        state.rulings() == null
                                ? null
                                : state.rulings().bundle().rulesHash())));
            case ASK_PERSON -> askPerson(state);
            case BOOK ->
                new LeaveObservation.Booked(effects.perform(new EffectActivities.Request(
                        tenant(),
                        run(),
                        state.request().intent(),
                        state.authorization(),
                        state.checked().permission())));
        };
    }
}
