package dev.ratchet.workflows.access;

import dev.ratchet.workflows.contract.access.AccessRequest;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.run.AgentWorkflow;
import dev.ratchet.workflows.run.RunRequest;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** One request for access, from its reason to a grant or to a reason why not. */
@WorkflowInterface
public interface AccessWorkflow extends AgentWorkflow {
    String AGENT = "access";
    String TASK_QUEUE = "ratchet-access";
    String TYPE = "Access";

    /** The word for a request that was granted. */
    String GRANTED = "GRANTED";

    /** @param request whose input is an {@link AccessRequest} */
    @WorkflowMethod(name = TYPE)
    RunSummary run(RunRequest request);
}
