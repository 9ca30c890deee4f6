package dev.ratchet.workflows.access;

import dev.ratchet.workflows.agent.Observation;
import dev.ratchet.workflows.agent.gate.Verdict.Accepted;
import dev.ratchet.workflows.contract.access.AccessActivities;
import dev.ratchet.workflows.contract.effect.EffectActivities;
import dev.ratchet.workflows.contract.policy.PolicyActivities;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.run.RunRequest;
import dev.ratchet.workflows.temporal.AgentRun;
import dev.ratchet.workflows.temporal.Stubs;
import java.util.Objects;

/** Runs the access agent as a durable workflow. */
public final class AccessWorkflowImpl extends AgentRun<AccessState, AccessAction, AccessObservation>
        implements AccessWorkflow {
    private final AccessActivities register = Stubs.quick(AccessActivities.class, "looks into the register");
    private final PolicyActivities policy = Stubs.quick(PolicyActivities.class, "applies the rules");
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
                        tenant(), run(), state.intent(), Objects.requireNonNull(state.authorization()))));
        };
    }

    private AccessObservation check(AccessState state) {
        AccessRequest request = state.request();
        AccessActivities.Facts facts = register.lookUp(
                new AccessActivities.Query(tenant(), run(), request.person(), request.system(), request.until()));
        return new AccessObservation.Checked(facts, policy.rule(AccessRules.question(state, facts)));
    }
}
