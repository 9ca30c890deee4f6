package dev.ratchet.workflows.access;

import dev.ratchet.workflows.agent.Observation;
import dev.ratchet.workflows.agent.gate.Verdict.Accepted;
import dev.ratchet.workflows.contract.access.AccessActivities;
import dev.ratchet.workflows.contract.access.AccessRequest;
import dev.ratchet.workflows.contract.effect.EffectActivities;
import dev.ratchet.workflows.contract.policy.PolicyActivities.Rulings;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.run.RunRequest;
import dev.ratchet.workflows.temporal.AgentRun;
import dev.ratchet.workflows.temporal.Stubs;
import java.util.Objects;

/** Runs the access agent as a durable workflow. */
public final class AccessWorkflowImpl extends AgentRun<AccessState, AccessAction, AccessObservation>
        implements AccessWorkflow {
    private final AccessActivities register = Stubs.quick(AccessActivities.class, "asks the rules and the register");
    private final EffectActivities effects = Stubs.quick(EffectActivities.class, "writes the grant");

    public AccessWorkflowImpl(RunRequest request) {
        super(new AccessAgent(), request, asked -> AccessState.asked(asked.intake(), asked.input(AccessRequest.class)));
    }

    @Override
    public RunSummary run(RunRequest same) {
        return untilEnded();
    }

    @Override
    protected Observation act(AccessState state, Accepted<AccessAction> accepted) {
        return switch (accepted.action().kind()) {
            case CHECK -> check(state);
            case CLASSIFY -> new AccessObservation.Classified(((AccessAction.Classify) accepted.action()).purpose());
            case ASK_PERSON -> askPerson(state);
            case GRANT ->
                new AccessObservation.Answered(effects.perform(new EffectActivities.Request(
                        tenant(),
                        run(),
                        state.intent(),
                        Objects.requireNonNull(state.authorization()),
                        Objects.requireNonNull(state.permission()))));
        };
    }

    private AccessObservation check(AccessState state) {
        Rulings before = state.rulings();
        return new AccessObservation.Checked(register.check(new AccessActivities.Query(
                run(),
                state.intake(),
                state.purpose(),
                before == null ? null : before.bundle().rulesHash())));
    }
}
