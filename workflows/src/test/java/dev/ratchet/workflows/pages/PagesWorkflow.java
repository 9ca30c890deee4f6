package dev.ratchet.workflows.pages;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.record.RunSummary;
import dev.ratchet.workflows.run.AgentWorkflow;
import dev.ratchet.workflows.run.RunRequest;
import io.temporal.activity.ActivityInterface;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Looks at every page of a document, one at a turn. */
@WorkflowInterface
public interface PagesWorkflow extends AgentWorkflow {
    String AGENT = "pages";
    String TASK_QUEUE = "ratchet-pages";

    @WorkflowMethod(name = "Pages")
    RunSummary run(RunRequest request);

    /** The tool. */
    @ActivityInterface(namePrefix = "Pages")
    interface Pages {
        /** What is on a page, as it is kept in the content store. */
        Digest look(RunRef run, int page);
    }
}
