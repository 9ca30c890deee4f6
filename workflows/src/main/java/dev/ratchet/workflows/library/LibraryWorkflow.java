package dev.ratchet.workflows.library;

import dev.ratchet.workflows.contract.library.LibraryRequest;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.run.AgentWorkflow;
import dev.ratchet.workflows.run.RunRequest;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** One document, from its bytes to a version that questions are answered from, or to a reason why not. */
@WorkflowInterface
public interface LibraryWorkflow extends AgentWorkflow {
    String AGENT = "library";
    String TASK_QUEUE = "ratchet-library";
    String TYPE = "Library";

    /** The word for a version that became the current one. */
    String PUBLISHED = "PUBLISHED";

    /** @param request whose input is a {@link LibraryRequest} */
    @WorkflowMethod(name = TYPE)
    RunSummary run(RunRequest request);
}
