package com.example.leave;

import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.run.AgentWorkflow;
import dev.ratchet.workflows.run.RunRequest;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** One request for leave, until it is booked or refused. */
@WorkflowInterface
public interface LeaveWorkflow extends AgentWorkflow {
    String AGENT = "leave";
    String TASK_QUEUE = "leave";
    String TYPE = "Leave";

    @WorkflowMethod(name = TYPE)
    RunSummary run(RunRequest request);
}
