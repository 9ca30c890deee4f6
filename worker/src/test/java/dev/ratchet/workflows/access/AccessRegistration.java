package dev.ratchet.workflows.access;

import dev.ratchet.workflows.contract.access.AccessRequest;
import dev.ratchet.workflows.run.AgentEntry;
import dev.ratchet.workflows.run.RunRequest;
import dev.ratchet.workflows.temporal.AgentRegistration;
import dev.ratchet.workflows.temporal.AgentRegistration.Implementation;
import java.util.List;
import java.util.function.Function;

/** The access agent, for a process that runs it. */
public final class AccessRegistration {
    static final AgentEntry ENTRY = new AgentEntry(
            AccessWorkflow.AGENT,
            "gives a person access to a system, once, or says why not",
            new AgentEntry.Json(AccessRequest.SCHEMA),
            AccessWorkflow.TYPE,
            AccessWorkflow.TASK_QUEUE);

    private AccessRegistration() {}

    public static AgentRegistration<?, ?, ?> of() {
        return registration(AccessWorkflowImpl::new);
    }

    /** Of a build that throws where a run begins. */
    public static AgentRegistration<?, ?, ?> broken() {
        return registration(request -> {
            throw new IllegalStateException("a planted regression");
        });
    }

    private static AgentRegistration<?, ?, ?> registration(Function<RunRequest, AccessWorkflow> workflow) {
        return new AgentRegistration<>(
                ENTRY,
                new AccessAgent(),
                AccessRules.FACTS,
                List.of(AccessAgent.PROMPT),
                AccessAgent.COMPLETION_TOKENS,
                List.of(new Implementation<>(AccessWorkflow.class, RunRequest.class, workflow)));
    }
}
