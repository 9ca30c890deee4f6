package dev.ratchet.workflows.qa;

import dev.ratchet.workflows.contract.qa.QaRequest;
import dev.ratchet.workflows.run.AgentEntry;
import dev.ratchet.workflows.run.RunRequest;
import dev.ratchet.workflows.temporal.AgentRegistration;
import dev.ratchet.workflows.temporal.AgentRegistration.Implementation;
import java.util.List;

/** The answering agent, for a process that runs it. */
public final class QaRegistration {
    static final AgentEntry ENTRY = new AgentEntry(
            QaWorkflow.AGENT,
            "answers a question from the library's documents, with citations, or says that they do not answer it",
            new AgentEntry.Json(QaRequest.SCHEMA),
            QaWorkflow.TYPE,
            QaWorkflow.TASK_QUEUE);

    private QaRegistration() {}

    public static AgentRegistration<?, ?, ?> of() {
        return new AgentRegistration<>(
                ENTRY,
                new QaAgent(),
                QaRules.FACTS,
                List.of(QaAgent.PROMPT),
                QaAgent.COMPLETION_TOKENS,
                List.of(new Implementation<>(QaWorkflow.class, RunRequest.class, QaWorkflowImpl::new)));
    }
}
