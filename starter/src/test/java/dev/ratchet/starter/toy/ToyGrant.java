package dev.ratchet.starter.toy;

import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.run.AgentWorkflow;
import dev.ratchet.workflows.run.RunRequest;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** A run of {@link ToyAgent#GRANT}. */
@WorkflowInterface
public interface ToyGrant extends AgentWorkflow {
    String TYPE = "ToyGrant";

    @WorkflowMethod(name = TYPE)
    RunSummary run(RunRequest request);

    /** The implementation. */
    final class Impl extends ToyRun implements ToyGrant {
        Impl(RunRequest request) {
            super(ToyAgent.GRANT, request);
        }

        @Override
        public RunSummary run(RunRequest given) {
            return untilEnded();
        }
    }
}
