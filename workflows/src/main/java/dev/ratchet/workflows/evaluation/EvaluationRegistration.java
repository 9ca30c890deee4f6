package dev.ratchet.workflows.evaluation;

import dev.ratchet.workflows.contract.evaluation.EvaluationRequest;
import dev.ratchet.workflows.run.AgentEntry;
import dev.ratchet.workflows.run.RunRequest;
import dev.ratchet.workflows.temporal.AgentRegistration;
import dev.ratchet.workflows.temporal.AgentRegistration.Implementation;
import java.util.List;

/** The evaluation agent, for a process that runs it. */
public final class EvaluationRegistration {
    static final AgentEntry ENTRY = new AgentEntry(
            EvaluationWorkflow.AGENT,
            "measures retrieval or answers over a list of questions; 'ratchet eval' prepares its input",
            new AgentEntry.Json(EvaluationRequest.SCHEMA),
            EvaluationWorkflow.TYPE,
            EvaluationWorkflow.TASK_QUEUE);

    private EvaluationRegistration() {}

    public static AgentRegistration<?, ?, ?> of() {
        return new AgentRegistration<>(
                ENTRY,
                new EvaluationAgent(),
                null,
                List.of(),
                0,
                List.of(new Implementation<>(EvaluationWorkflow.class, RunRequest.class, EvaluationWorkflowImpl::new)));
    }
}
